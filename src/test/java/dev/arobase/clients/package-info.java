/** Clients that people use, unchanged but for base URL and key, through the gateway. */
@NullMarked
package dev.arobase.clients;

import org.jspecify.annotations.NullMarked;
