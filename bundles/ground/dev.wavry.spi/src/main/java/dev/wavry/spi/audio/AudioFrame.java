package dev.wavry.spi.audio;

import dev.wavry.spi.media.Leased;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** A few milliseconds of sound. */
@ProviderType
public interface AudioFrame extends Leased {
    /** Position of the first sample since the start of the stream, in samples per channel. */
    long position();

    /** When the first sample sounded, nanoseconds of the media clock. */
    long captureNanos();

    /** Rate and channels. */
    AudioFormat format();

    /** Interleaved samples, position to limit, read-only by contract. */
    ByteBuffer samples();

    @Override
    AudioFrame retain();
}
