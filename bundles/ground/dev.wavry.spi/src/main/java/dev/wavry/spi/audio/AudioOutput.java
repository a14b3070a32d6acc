package dev.wavry.spi.audio;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Gives the sound that a playback pulls; called by it inside its {@code doWork} only. */
@ProviderType
@FunctionalInterface
public interface AudioOutput {
    /**
     * Fills a buffer, with silence where there is nothing; decoding may run inside this call.
     *
     * @param samples direct and little-endian; filled from position to limit, whole samples of all channels; the position is at the
     *     limit afterwards
     * @param soundsNanos when the first of these samples will sound, nanoseconds of the media clock, as well as can be told
     */
    void fill(ByteBuffer samples, long soundsNanos);
}
