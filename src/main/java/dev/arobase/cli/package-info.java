/** The commands of the program: what is typed, and what is printed. */
@NullMarked
package dev.arobase.cli;

import org.jspecify.annotations.NullMarked;
