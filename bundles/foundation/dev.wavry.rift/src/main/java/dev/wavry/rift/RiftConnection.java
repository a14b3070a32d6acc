package dev.wavry.rift;

import dev.wavry.rift.internal.Connections;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One end of an encrypted session over any carrier of datagrams. Not thread-safe: the caller holds one lock per connection around
 * every method but {@link #state()} and {@link #closeReason()}.
 *
 * <p>Drive it so: give it each datagram with {@link #receive}; after that, after any {@code send...} and when
 * {@link #nextDeadlineNanos} has come ({@link #onDeadline}), call {@link #poll} until it answers false and send what it wrote. Times are
 * nanoseconds of one monotonic clock. After the first packets nothing is allocated per packet, the JDK's ciphers aside.
 */
@ProviderType
public interface RiftConnection {
    /** Largest payload of a video frame. */
    int MAX_VIDEO_BYTES = 16 << 20;

    /** Largest message of the control lane and largest bulk chunk: the largest pointer shape with room for its fields. */
    int MAX_MESSAGE_BYTES = 272 << 10;

    /** Largest input event. */
    int MAX_INPUT_BYTES = 300;

    /** Loads the ciphers, which the end of the first handshake waits for otherwise. Any thread; takes long the first time. */
    static void prepare() {
        Connections.prepare();
    }

    /**
     * A client that goes on only if the host proves to be {@code expectedHost}.
     *
     * @param random makes connection ids and handshake keys
     */
    static RiftConnection client(
            Identity identity,
            WavryId expectedHost,
            RiftSettings settings,
            RiftHandler handler,
            SecureRandom random,
            long nowNanos) {
        return Connections.client(identity, expectedHost, null, settings, handler, random, nowNanos);
    }

    /** A client that asks {@code policy} whether to go on, once the host has proven who it is; for pinning and for {@code ping}. */
    static RiftConnection client(
            Identity identity,
            PeerPolicy policy,
            RiftSettings settings,
            RiftHandler handler,
            SecureRandom random,
            long nowNanos) {
        return Connections.client(identity, null, policy, settings, handler, random, nowNanos);
    }

    /** The connection id a datagram is addressed to, or 0 if it carries none (it may still be a first message). */
    static long connectionIdOf(ByteBuffer datagram) {
        return Connections.connectionIdOf(datagram);
    }

    /** The id the peer puts into datagrams for this end. */
    long connectionId();

    /** Where the connection is; may be read from any thread. */
    ConnectionState state();

    /** Why it ended, or null while it lives; may be read from any thread. */
    @Nullable
    CloseReason closeReason();

    /** Who the peer has proven to be, or null before it has. */
    @Nullable
    WavryId peerId();

    /** Hash of the whole handshake, the same on both sides of one handshake only; null before it is over. Not secret. */
    byte @Nullable [] handshakeHash();

    /** How packets are sealed, or null before that is agreed. */
    @Nullable
    Suite suite();

    /** Largest datagram both sides agreed on; the own setting before that. */
    int maxDatagramBytes();

    /**
     * Takes a datagram from position to limit; neither it nor its position is changed. Anything forged, damaged,
     * doubled or too late is counted and dropped.
     */
    void receive(ByteBuffer datagram, long nowNanos);

    /**
     * The same for a datagram whose sender's address is known. If the newest authentic packet comes from another address than before, the
     * peer is asked to prove that it is there, and once it has, {@link #path} is that address.
     */
    void receive(ByteBuffer datagram, @Nullable PathAddress from, long nowNanos);

    /** Where the datagram that {@link #poll} wrote last is to go; null if the connection was never told of addresses. */
    @Nullable
    PathAddress path();

    /**
     * Begins to ask whether the peer is to be reached by another carrier; {@link #pollProbe} writes what is to be sent by that one. What is
     * sent otherwise goes where it went before.
     *
     * @param secret what nobody can guess, new each time
     */
    void probe(long secret, long nowNanos);

    /** Like {@link #poll} for the datagrams that go by the carrier that is probed. */
    boolean pollProbe(ByteBuffer out, long nowNanos);

    /** Whether the peer answered the probe. */
    boolean probeAnswered();

    /** Forgets the probe. */
    void endProbe();

    /** Whether the datagram received last was a probe of the peer; {@link #pollEcho} then writes what goes back the way it came. */
    boolean owesEcho();

    /** Like {@link #poll} for the answer to a probe of the peer. */
    boolean pollEcho(ByteBuffer out, long nowNanos);

    /** Whether the carrier delivers all in order: then nothing is asked for again and nothing is protected. */
    void lossless(boolean carrier);

    /** Both ends use another carrier from now on, on which the peer is to be found there; the probe is forgotten. */
    void moved(PathAddress to);

    /**
     * Writes the next datagram at the position of {@code out} and moves the position behind it; false if there is nothing to send
     * now. {@code out} must have room for {@link RiftSettings#maxDatagramBytes()}.
     */
    boolean poll(ByteBuffer out, long nowNanos);

    /**
     * When to call {@link #onDeadline} and {@link #poll} at the latest; {@code Long.MAX_VALUE} if never. A time in the past, down to
     * {@code Long.MIN_VALUE}, means now.
     */
    long nextDeadlineNanos();

    /** Does what is due: probes, repairs, giving up. Harmless when nothing is. */
    void onDeadline(long nowNanos);

    /** Sends a message on the control lane: reliable, in order, before sound and pictures. */
    SendResult send(Message message, long nowNanos);

    /** Sends an input event: reliable, in order, before everything else. */
    SendResult sendInput(ByteBuffer event, long nowNanos);

    /**
     * Sends a packet of sound, up to what fits into one datagram; of more than three of a stream waiting the oldest is dropped.
     *
     * @param number of its first frame, which counts up by one for each frame of the stream, also for those that need no packet
     */
    SendResult sendAudio(int stream, long number, long captureMicros, ByteBuffer packet, long nowNanos);

    /**
     * Sends a video frame. Within an epoch sequences count up by one, except that a key frame may jump ahead. {@link SendResult#FULL}
     * means the frame is not sent: drop it and let the next be a key frame. Header and payload are copied; the payload's position stays.
     * A part that stands alone (see {@link VideoHeader#independent}) is repaired by nobody: its loss is told to
     * {@link RiftHandler#partsLost}; if the answer is FULL it was lost at once and is not told.
     */
    SendResult sendVideo(VideoHeader header, ByteBuffer payload, long nowNanos);

    /** A part that was delivered could be used; one that is never told so counts as lost to the sender. */
    void partApplied(int stream, int epoch, long sequence, long nowNanos);

    /** Tells where the pointer is; only the newest place is sent again if lost. */
    SendResult sendCursor(int x, int y, boolean visible, long nowNanos);

    /** Sends a chunk when nothing else wants to: reliable, in order. */
    SendResult sendBulk(ByteBuffer chunk, long nowNanos);

    /** Asks the peer for a key frame of this stream and epoch; asked again until one comes. */
    void requestKeyFrame(int stream, int epoch, long nowNanos);

    /** Ends the connection; tells the peer with the next {@link #poll}s. The text is for people and may be empty. */
    void close(CloseReason reason, String text, long nowNanos);

    /** Video bytes accepted and not yet given to the carrier for the first time. */
    long queuedVideoBytes();

    /** Sets the pace of the sender, as a rate controller decides; 0 = that of the settings. */
    void paceKbps(int kbps);

    /**
     * Adds repair packets to frames from now on, as many as such losses ask for.
     *
     * @param scheme makes them, on whatever thread polls; null = none any more
     * @param index number of the scheme in the peer's {@link #repairSchemes}, 0 to 255
     * @param lossRatio packets lost of all, 0 to 1; 0 = none are needed
     * @param meanBurst how many are lost in a row on average, at least 1
     */
    void protect(@Nullable FecScheme scheme, int index, double lossRatio, double meanBurst);

    /** What repair packets of the peer are made by, in the order it was told; null for one that is not here. */
    void repairSchemes(@Nullable FecScheme... byIndex);

    /** Video and bulk stay back while more bytes than this were sent and not reported yet; {@code Long.MAX_VALUE} = never. */
    void mostOutBytes(long bytes);

    /** Bytes of packets that ask for a report and have none yet, though it may be on its way. */
    long outBytes();

    /** Peer's clock minus ours at this time, or 0 before the first answer; see {@link #hasClockOffset}. */
    long peerClockOffsetNanos(long nowNanos);

    /** True once the clock offset is known. */
    boolean hasClockOffset();

    /** Nanoseconds since anything authentic came from the peer. */
    long silenceNanos(long nowNanos);

    /** Smoothed round-trip time, or 0 before the first. */
    long rttNanos();

    /** Fills {@code into} with the counters and figures of now; allocates nothing. */
    void stats(RiftStats into);
}
