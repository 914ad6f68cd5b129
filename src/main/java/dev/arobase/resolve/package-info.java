/** From a model reference and a restriction to the ordered targets of a request, with a trace. */
@NullMarked
package dev.arobase.resolve;

import org.jspecify.annotations.NullMarked;
