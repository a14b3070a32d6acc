package dev.wavry.rift;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One whole video frame as it arrived, in memory of the connection. The receiver owns it until {@link #release()}, which may be
 * called later and from any thread; a connection whose frames are not released stops delivering video when its memory limit
 * is reached.
 */
@ProviderType
public interface VideoFrameView {
    /** Everything the sender said about the frame; times are in the sender's clock. */
    VideoHeader header();

    /**
     * The coded bytes from position to limit in a direct buffer, with at least 64 zero bytes of capacity behind the limit because
     * decoders read ahead.
     */
    ByteBuffer payload();

    /** When its first packet arrived, in the time given to {@code receive}. */
    long firstPacketNanos();

    /** When the packet arrived that made it whole. */
    long lastPacketNanos();

    /** How many of its packets were asked for again. */
    int repairedPackets();

    /** Gives the memory back; exactly once. Never throws. */
    void release();
}
