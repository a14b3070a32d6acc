/**
 * Sound through {@code javax.sound.sampled}: the last resort where there is no bundle for the system. A microphone and an output.
 *
 * <p>It hears neither what an output plays nor single applications, and it looks every half period because Java's lines wake nobody. FFmpeg's
 * swresample converts where a device does not do 48 kHz.
 */
@NullMarked
package dev.wavry.platform.any.audio.javasound.internal;

import org.jspecify.annotations.NullMarked;
