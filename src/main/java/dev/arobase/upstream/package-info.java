/**
 * Clients of the providers, and what keeps them usable: breakers, keys, limits, the attempt loop.
 */
@NullMarked
package dev.arobase.upstream;

import org.jspecify.annotations.NullMarked;
