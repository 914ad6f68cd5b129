/** Metrics, the request log line, health, trace context. */
@NullMarked
package dev.arobase.observe;

import org.jspecify.annotations.NullMarked;
