/** Throws guided garbage at everything that reads bytes from outside. What is right for such bytes is tested where they are read. */
@NullMarked
package dev.wavry.fuzz;

import org.jspecify.annotations.NullMarked;
