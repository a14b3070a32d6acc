/**
 * How a connection works inside: Noise, packet keys, lanes, video repair, timers.
 *
 * <p>Nothing of it is visible to other bundles, and nothing of it waits, reads a clock or draws a random number by itself.
 */
@NullMarked
package dev.wavry.rift.internal;

import org.jspecify.annotations.NullMarked;
