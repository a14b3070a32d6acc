/**
 * Sound of Linux through PulseAudio's client library, from PulseAudio or from PipeWire's pulse server: what an output plays, a microphone,
 * one application; playing to an output; and a virtual microphone that other programs can record.
 *
 * <p>The server converts rate and channels. Known limits: of an application that plays several streams the newest that is not
 * paused is captured; a virtual microphone is a null sink and a source made of its monitor, so programs also see that sink.
 */
@NullMarked
package dev.wavry.platform.linux.audio.pulse.internal;

import org.jspecify.annotations.NullMarked;
