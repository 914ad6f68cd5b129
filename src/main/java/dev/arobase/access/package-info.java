/** From a client's key to a principal. */
@NullMarked
package dev.arobase.access;

import org.jspecify.annotations.NullMarked;
