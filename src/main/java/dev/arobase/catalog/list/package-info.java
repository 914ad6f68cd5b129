/** Reading the providers' model lists: one small parser per shape, prices in one unit per entry. */
@NullMarked
package dev.arobase.catalog.list;

import org.jspecify.annotations.NullMarked;
