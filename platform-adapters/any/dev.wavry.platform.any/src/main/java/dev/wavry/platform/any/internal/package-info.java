/**
 * Capture and input by {@code java.awt.Robot}, where nothing better exists.
 *
 * <p>Slow and coarse by nature: it looks at the whole screen at each tick and types only what a keyboard's keys are named after.
 */
@NullMarked
package dev.wavry.platform.any.internal;

import org.jspecify.annotations.NullMarked;
