/** What clients see of the catalog: the pages of {@code /v1/models}, as pure functions. */
@NullMarked
package dev.arobase.catalog.view;

import org.jspecify.annotations.NullMarked;
