/** From the providers' lists to one canonical list: joining ids, trusting prices, the snapshot. */
@NullMarked
package dev.arobase.catalog.join;

import org.jspecify.annotations.NullMarked;
