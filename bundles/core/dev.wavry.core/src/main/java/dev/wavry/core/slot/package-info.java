/**
 * Places for running handles and what a handle is given.
 *
 * <p>Which strategy fills a place is decided elsewhere.
 */
@NullMarked
package dev.wavry.core.slot;

import org.jspecify.annotations.NullMarked;
