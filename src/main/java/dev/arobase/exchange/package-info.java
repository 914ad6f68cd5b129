/** One request's facts as every package names them: error codes, failures, attempts, ends. */
@NullMarked
package dev.arobase.exchange;

import org.jspecify.annotations.NullMarked;
