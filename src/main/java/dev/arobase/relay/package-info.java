/** An answer's bytes from upstream to client: back-pressure, watchdog, cancellation, the end. */
@NullMarked
package dev.arobase.relay;

import org.jspecify.annotations.NullMarked;
