/**
 * Plays to nobody: into a WAV file or nowhere at all, at the pace of the clock.
 *
 * <p>{@code file:/tmp/sound.wav} writes, {@code file} forgets. The file is whole after every second of sound, ends at 4 GB because the
 * format does, and replaces what was there.
 */
@NullMarked
package dev.wavry.audio.wav.internal;

import org.jspecify.annotations.NullMarked;
