package dev.wavry.spi.audio;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Takes captured sound; called by a capture inside its {@code doWork} only. */
@ProviderType
@FunctionalInterface
public interface AudioInput {
    /**
     * Takes some samples; encoding may run inside this call.
     *
     * @param samples direct and little-endian; whole samples of all channels from position to limit, as many as there are; read
     *     before this returns, not kept, position unchanged
     * @param captureNanos when the first sample was in the air or in the system, nanoseconds of the media clock, as well as can be
     *     told; what is missing between two calls shows as a jump of it
     */
    void samples(ByteBuffer samples, long captureNanos);
}
