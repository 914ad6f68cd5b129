/** The program: flags, wiring by constructors, start and drain. */
@NullMarked
package dev.arobase;

import org.jspecify.annotations.NullMarked;
