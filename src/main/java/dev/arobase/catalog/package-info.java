/**
 * Which provider offers which model at what price: lists, joining, prices, sync, the stored
 * snapshot.
 */
@NullMarked
package dev.arobase.catalog;

import org.jspecify.annotations.NullMarked;
