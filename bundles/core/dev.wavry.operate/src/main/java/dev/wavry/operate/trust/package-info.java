/**
 * Whose bundles are installed: the keys that are trusted and the check that a file is signed by one of them, whole and unchanged.
 *
 * <p>Works on bytes in memory, so that what was checked is what is installed.
 */
@NullMarked
package dev.wavry.operate.trust;

import org.jspecify.annotations.NullMarked;
