/** The HTTP server: endpoint table, bounded bodies, the only writer of errors. */
@NullMarked
package dev.arobase.ingress;

import org.jspecify.annotations.NullMarked;
