/** The gateway between two real sockets: tests named by what a peer does wrong. */
@NullMarked
package dev.arobase.conformance;

import org.jspecify.annotations.NullMarked;
