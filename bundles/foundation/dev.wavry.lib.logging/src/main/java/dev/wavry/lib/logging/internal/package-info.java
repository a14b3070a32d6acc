/**
 * How Wavry's log looks unless a {@code logback.xml} says otherwise.
 *
 * <p>Nothing here writes to the log.
 */
@NullMarked
package dev.wavry.lib.logging.internal;

import org.jspecify.annotations.NullMarked;
