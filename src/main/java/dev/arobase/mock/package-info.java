/**
 * The built-in provider {@code mock}: an ordinary OpenAI-compatible upstream on loopback, so that a
 * first request works without any key, and failures can be tried on purpose.
 */
@NullMarked
package dev.arobase.mock;

import org.jspecify.annotations.NullMarked;
