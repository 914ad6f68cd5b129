/**
 * Reading routes.yaml: a strict reader that names every mistake with its place, the built-in
 * providers, and the watch over the files that were read.
 */
@NullMarked
package dev.arobase.config.load;

import org.jspecify.annotations.NullMarked;
