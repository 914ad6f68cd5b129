/** Usage, price and cost of a request. */
@NullMarked
package dev.arobase.account;

import org.jspecify.annotations.NullMarked;
