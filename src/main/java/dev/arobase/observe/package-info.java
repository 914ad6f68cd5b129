/** Metrics, the request log line, health. */
@NullMarked
package dev.arobase.observe;

import org.jspecify.annotations.NullMarked;
