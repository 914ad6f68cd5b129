/** Fetching the lists in the background, guarding what is known, and keeping it on disk. */
@NullMarked
package dev.arobase.catalog.sync;

import org.jspecify.annotations.NullMarked;
