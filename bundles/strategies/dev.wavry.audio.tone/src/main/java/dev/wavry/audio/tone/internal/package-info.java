/**
 * A source of sound that needs no device: a sine of a known frequency, at the pace of the clock or a little off it.
 *
 * <p>Nothing of the machine is captured. {@code tone:1000,level=-20,ppm=200,on=300,off=700} is 1000 Hz at 20 dB below full
 * scale, from a device whose clock runs 200 millionths too fast, for 300 ms and then silent for 700 ms; all but the frequency may be left out.
 */
@NullMarked
package dev.wavry.audio.tone.internal;

import org.jspecify.annotations.NullMarked;
