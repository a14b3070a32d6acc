package dev.wavry.rift;

import dev.wavry.rift.message.Message;
import dev.wavry.spi.control.Feedback;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what comes out of a connection. Called from {@code receive} and {@code onDeadline} only (and from {@code close} for
 * {@link #closed}), with the caller's lock held; it must not block and must not call {@code receive}, {@code poll} or {@code onDeadline},
 * while {@code send...} and {@code close} are allowed. Buffers are read-only by contract and valid during the call.
 */
@ConsumerType
public interface RiftHandler {
    /**
     * The host is proven and the keys are agreed. Only a client is told; it may send from now on, which saves a round trip, but the host may
     * still refuse it.
     */
    default void agreed(RiftConnection connection) {}

    /** Both sides are proven and admitted. */
    default void established(RiftConnection connection) {}

    /** The connection is over; called exactly once, the last call of all. {@code byPeer} tells whether the other side ended it. */
    void closed(CloseReason reason, String text, boolean byPeer);

    /** A message of the control lane, in the order it was sent. Types this version does not know were skipped. */
    default void message(Message message) {}

    /** An input event, each exactly once and in order; numbers count up by one from 1. */
    default void input(long number, ByteBuffer event) {}

    /** A packet of sound as it came; some may be missing or have overtaken another, none is doubled. */
    default void audio(int stream, long number, long captureMicros, ByteBuffer packet) {}

    /**
     * A whole frame, in order within its stream and epoch, or a part that stands alone, in any order; the callee owns it and releases
     * it. Parts that could be used are told to {@link RiftConnection#partApplied}.
     */
    default void videoFrame(VideoFrameView frame) {
        frame.release();
    }

    /** The peer reported own packets; the report is valid during the call and each packet is told of once. */
    default void feedback(Feedback report, long nowNanos) {}

    /**
     * Frames of this stream and epoch were lost for good; a key frame was asked for and the next frame delivered is one.
     * Decoding may go on from what was delivered.
     */
    default void videoLost(int stream, int epoch) {}

    /** Sender's side: the peer holds every frame of the epoch up to this one, or no longer needs it. */
    default void frameAcknowledged(int stream, int epoch, long sequence) {}

    /**
     * Sender's side: these parts (inclusive) were lost or could not be used; what they carried is to be sent in its newest state. Each is
     * told once, and {@link #frameAcknowledged} tells of parts only how new the newest one is that was used.
     */
    default void partsLost(int stream, int epoch, long first, long last) {}

    /** Sender's side: the peer cannot go on without a key frame; told once per need. */
    default void keyFrameRequested(int stream, int epoch) {}

    /** The peer's pointer is elsewhere now; places in between may be missing. */
    default void cursorMoved(int x, int y, boolean visible) {}

    /** A chunk of the bulk lane, in order. */
    default void bulk(ByteBuffer chunk) {}
}
