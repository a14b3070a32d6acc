/**
 * What is installed, kept across restarts: the set, its earlier generations, the files, and the journal of who changed it.
 *
 * <p>Every change is one atomic rename of a file that was written out before, so that a crash leaves the old set or the new one.
 */
@NullMarked
package dev.wavry.operate.set;

import org.jspecify.annotations.NullMarked;
