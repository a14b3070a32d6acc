package dev.wavry.core.connect;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.RiftStats;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.Suite;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.message.InputCodec;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One RIFT connection on a carrier, on one path at a time: where the peer has proven to be, or the one it was made for. Keys and streams
 * belong to the connection, so it can cross to another carrier under them. Any agent may
 * send; what is sent leaves in the same call, so that no frame or key press waits for another thread. One short lock guards the
 * connection.
 */
public final class RiftLink {
    /** Datagrams written in one go; more would keep input of the same connection waiting. */
    private static final int BURST = 512;

    /** The carrier wakes the agent when it takes something again; this is for timers that came due meanwhile. */
    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    /** Video that may wait for a carrier that is full: a picture of a tenth of a second at 10 Mbit/s. Then the newest wins. */
    private static final int MOST_WAITING_BYTES = 128 << 10;

    /** Deadlines beyond this bear to be told a little later. */
    private static final long NEAR_NANOS = 5_000_000L;

    private final RiftConnection connection;
    private final MediaClock clock;
    private final LongConsumer onDeadline;
    private final ByteBuffer out = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private final ByteBuffer event = ByteBuffer.allocateDirect(InputCodec.MAX_BYTES);
    private final VideoHeader header = new VideoHeader();
    private Carrier carrier;
    private PathAddress first;
    private @Nullable Crossing crossing;
    private @Nullable Carrier twin;
    private boolean heard = true;
    private @Nullable Carrier echoBy;
    private @Nullable PathAddress echoTo;
    private long wireFull;
    /** 0 = nobody sets it. */
    private volatile int paceKbps;

    private boolean blocked;
    private long blockedNanos;
    private long blocks;
    private boolean untold;

    /** Another carrier that is looked at; {@code path} is null until the peer was heard there. */
    private record Crossing(Carrier carrier, @Nullable PathAddress path, long secret) {}

    /**
     * @param onDeadline told when the connection wants to be called again, on the calling agent
     */
    public RiftLink(
            RiftConnection connection, Carrier carrier, PathAddress path, MediaClock clock, LongConsumer onDeadline) {
        this.connection = connection;
        this.carrier = carrier;
        this.first = path;
        this.clock = clock;
        this.onDeadline = onDeadline;
    }

    /** Takes a datagram of this connection that came by one of the carriers; on RECEIVE. */
    public synchronized void receive(ByteBuffer datagram, Carrier by, PathAddress from, long arrivalNanos) {
        if (by == carrier || by == twin) {
            connection.receive(datagram, from, arrivalNanos);
            heard |= connection.silenceNanos(arrivalNanos) <= 0;
        } else {
            // Which carrier is used is agreed on, not found out: what comes by another one moves nothing.
            connection.receive(datagram, arrivalNanos);
        }
        if (connection.owesEcho()) {
            probed(by, from);
        }
        pump(clock.nanoTime());
    }

    private void probed(Carrier by, PathAddress from) {
        echoBy = by;
        echoTo = from;
        Crossing awaited = crossing;
        if (awaited != null && awaited.carrier == by && awaited.path == null) {
            crossing = new Crossing(by, from, awaited.secret);
            connection.probe(awaited.secret, clock.nanoTime());
        }
    }

    /** Looks whether the peer is to be reached by another carrier. What is sent goes where it went meanwhile. */
    public synchronized void probe(Carrier by, PathAddress to, long secret) {
        long now = clock.nanoTime();
        crossing = new Crossing(by, to, secret);
        connection.probe(secret, now);
        pump(now);
    }

    /** The same for a peer that will be heard there first. */
    public synchronized void expect(Carrier by, long secret) {
        connection.endProbe();
        crossing = new Crossing(by, null, secret);
    }

    /** Whether the peer answered over the other carrier. */
    public synchronized boolean reached() {
        return crossing != null && connection.probeAnswered();
    }

    /**
     * Sends everything by the other carrier from now on; only once the peer was {@link #reached}.
     *
     * @param sameAddress the system gives what arrives to the one or the other, so both mean the same until {@link #forgetOld}
     */
    public synchronized void cross(boolean sameAddress) {
        Crossing to = crossing;
        if (to == null || to.path == null) {
            throw new IllegalStateException("crosses to a carrier where nobody was reached");
        }
        twin = sameAddress ? carrier : null;
        carrier = to.carrier;
        first = to.path;
        crossing = null;
        heard = false;
        connection.moved(to.path);
        pump(clock.nanoTime());
    }

    /** The carrier before the last {@link #cross} is closed now. */
    public synchronized void forgetOld() {
        twin = null;
    }

    /** Forgets the other carrier. */
    public synchronized void stay() {
        crossing = null;
        connection.endProbe();
    }

    /** Goes on with a carrier that took the place of the one before, for the same path. */
    public synchronized void replug(Carrier by) {
        carrier = by;
        twin = null;
        crossing = null;
        connection.endProbe();
    }

    /** The same for a carrier that calls the path something else. */
    public synchronized void replug(Carrier by, PathAddress to) {
        replug(by);
        first = to;
    }

    /** Whether the peer was heard by the carrier that is used since the last {@link #cross}. */
    public synchronized boolean heard() {
        return heard;
    }

    /** True if it sends by this one. */
    public synchronized boolean uses(Carrier one) {
        return carrier == one;
    }

    /** Does what is due and sends what is waiting. */
    public synchronized void work(long nowNanos) {
        if (nowNanos >= connection.nextDeadlineNanos()) {
            connection.onDeadline(nowNanos);
        }
        pump(nowNanos);
    }

    /** When {@link #work} wants to be called. */
    public synchronized long nextDeadlineNanos() {
        long next = connection.nextDeadlineNanos();
        if (!blocked) {
            return next;
        }
        return carrier.takes(path()) ? Long.MIN_VALUE : Math.max(next, blockedNanos + LOOK_AGAIN_NANOS);
    }

    /** Sends a message; on CONTROL. */
    public synchronized SendResult send(Message message) {
        long now = clock.nanoTime();
        SendResult result = connection.send(message, now);
        pump(now);
        return result;
    }

    /** Sends input; it leaves before this returns. */
    public synchronized SendResult sendInput(InputEvent input) {
        long now = clock.nanoTime();
        event.clear();
        if (!InputCodec.encode(input, event)) {
            return SendResult.TOO_LONG;
        }
        SendResult result = connection.sendInput(event.flip(), now);
        pump(now);
        return result;
    }

    /** Sends a coded frame. The net agent hears of a deadline that is not near by {@link #tellDeadline} only. */
    public synchronized SendResult sendVideo(int stream, CodedFrame frame, int epoch, long number) {
        long now = clock.nanoTime();
        if (blocked && connection.queuedVideoBytes() > MOST_WAITING_BYTES) {
            return SendResult.FULL;
        }
        header.set(stream, epoch, number, frame.keyFrame())
                .independent(frame.independent())
                .timesAndDamageFrom(frame.info());
        SendResult result = connection.sendVideo(header, frame.payload(), now);
        write(now);
        long deadline = nextDeadlineNanos();
        if (deadline - now <= NEAR_NANOS) {
            untold = false;
            onDeadline.accept(deadline);
        } else {
            untold = true;
        }
        return result;
    }

    /** Sends a packet of sound; it leaves before this returns. */
    public synchronized SendResult sendAudio(int track, long number, long captureNanos, ByteBuffer packet) {
        long now = clock.nanoTime();
        SendResult result = connection.sendAudio(track, number, captureNanos / 1000, packet, now);
        pump(now);
        return result;
    }

    /**
     * Tells the net agent of a deadline that sending a frame moved: some time after sending, because waking it up takes a processor from those
     * who receive the frame. Most often the peer's answer has woken it up by then.
     */
    public synchronized void tellDeadline() {
        if (untold) {
            untold = false;
            onDeadline.accept(nextDeadlineNanos());
        }
    }

    /** A part was used; the peer hears of it a little later, together with others. */
    public synchronized void partApplied(int stream, int epoch, long sequence) {
        connection.partApplied(stream, epoch, sequence, clock.nanoTime());
    }

    /** Tells where the pointer is. */
    public synchronized void sendCursor(int x, int y, boolean visible) {
        long now = clock.nanoTime();
        connection.sendCursor(x, y, visible, now);
        pump(now);
    }

    /** Asks for a key frame. */
    public synchronized void requestKeyFrame(int stream, int epoch) {
        long now = clock.nanoTime();
        connection.requestKeyFrame(stream, epoch, now);
        pump(now);
    }

    /** Ends the connection and says so. */
    public synchronized void close(CloseReason reason, String text) {
        long now = clock.nanoTime();
        connection.close(reason, text, now);
        pump(now);
    }

    /** How fast packets follow each other from now on; 0 = as it was set at the start. */
    public synchronized void paceKbps(int kbps) {
        connection.paceKbps(kbps);
        paceKbps = kbps;
    }

    /** Sets something of the connection that makes nothing leave, with its lock held. */
    public synchronized void tune(Consumer<RiftConnection> setting) {
        setting.accept(connection);
    }

    /** Bytes that are out unreported. */
    public synchronized long outBytes() {
        return connection.outBytes();
    }

    /** Round-trip time, 0 before it is known. */
    public synchronized long rttNanos() {
        return connection.rttNanos();
    }

    /** How long pictures that were accepted will wait for the pace; 0 where nobody sets it. */
    public long waitingNanos() {
        int kbps = paceKbps;
        if (kbps == 0) {
            return 0;
        }
        synchronized (this) {
            return connection.queuedVideoBytes() * 8_000_000L / kbps;
        }
    }

    /** Reads the counters. */
    public synchronized void stats(RiftStats into) {
        connection.stats(into);
    }

    /** Far clock minus ours in nanoseconds. */
    public synchronized long clockOffsetNanos() {
        return connection.peerClockOffsetNanos(clock.nanoTime());
    }

    /** True once {@link #clockOffsetNanos} means something. */
    public synchronized boolean hasClockOffset() {
        return connection.hasClockOffset();
    }

    /** Since when nothing was heard, in nanoseconds. */
    public synchronized long silenceNanos() {
        return connection.silenceNanos(clock.nanoTime());
    }

    /** Where it is in its life; any thread. */
    public ConnectionState state() {
        return connection.state();
    }

    /** Name of the cipher that seals packets; empty before it is agreed. */
    public synchronized String cipher() {
        Suite suite = connection.suite();
        return suite == null ? "" : suite.name();
    }

    /** Where it sends to. */
    public synchronized PathAddress path() {
        PathAddress proven = connection.path();
        return proven == null ? first : proven;
    }

    /** The internet address it sends to, or null if the carrier knows none. */
    public synchronized @Nullable InetAddress address() {
        return path().socket() instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /** The connection, for those who hold no lock and only compare or read its state. */
    public RiftConnection connection() {
        return connection;
    }

    private void pump(long nowNanos) {
        write(nowNanos);
        untold = false;
        onDeadline.accept(nextDeadlineNanos());
    }

    private void write(long nowNanos) {
        boolean sent = false;
        blocked = false;
        for (int i = 0; i < BURST; i++) {
            if (!carrier.takes(path())) {
                block(nowNanos);
                break;
            }
            out.clear();
            if (!connection.poll(out, nowNanos)) {
                break;
            }
            deliver(carrier, path());
            sent = true;
        }
        if (sent) {
            carrier.flush();
        }
        pumpProbes(nowNanos);
    }

    /** The carrier loses nothing and is full: what waits here can still be overtaken by what is newer. */
    private void block(long nowNanos) {
        blocked = true;
        blockedNanos = nowNanos;
        blocks++;
    }

    /** How often the carrier had to be waited for. */
    public synchronized long blocks() {
        return blocks;
    }

    /** Whether the carrier loses nothing. */
    public synchronized void lossless(boolean now) {
        connection.lossless(now);
    }

    private void deliver(Carrier by, PathAddress to) {
        if (by.send(to, out.flip()) != Offer.ACCEPTED) {
            wireFull++;
        }
    }

    private void pumpProbes(long nowNanos) {
        Crossing to = crossing;
        if (to != null && to.path != null && connection.pollProbe(out.clear(), nowNanos)) {
            deliver(to.carrier, to.path);
            to.carrier.flush();
        }
        Carrier by = echoBy;
        PathAddress back = echoTo;
        if (by != null && back != null) {
            echoBy = null;
            if (connection.pollEcho(out.clear(), nowNanos)) {
                deliver(by, back);
                by.flush();
            }
        }
    }

    /** Datagrams that the carrier did not take because the wire was full. */
    public synchronized long wireFull() {
        return wireFull;
    }
}
