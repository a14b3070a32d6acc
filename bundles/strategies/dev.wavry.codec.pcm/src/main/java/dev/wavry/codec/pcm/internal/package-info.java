/**
 * Samples as they are: the codec of sound that every machine has and that changes nothing.
 *
 * <p>48 kHz stereo takes 1.5 Mbit/s whatever is asked for, and a frame must fit into one packet; it is for machines side by side and for tests.
 */
@NullMarked
package dev.wavry.codec.pcm.internal;

import org.jspecify.annotations.NullMarked;
