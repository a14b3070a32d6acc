/**
 * Finds paths to a peer and keeps the best one that works: candidates, connectivity checks, nomination, and the change to another path when one dies.
 *
 * <p>How peers hear of each other is not known here, nor what runs over a path.
 */
@NullMarked
package dev.wavry.core.reach;

import org.jspecify.annotations.NullMarked;
