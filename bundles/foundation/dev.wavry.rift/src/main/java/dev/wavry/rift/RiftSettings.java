package dev.wavry.rift;

import java.util.List;

/**
 * How a connection behaves; every number has a default that suits a local network. Immutable: {@code with...} answers a changed
 * copy and throws {@link IllegalArgumentException} with the valid values.
 */
public final class RiftSettings {
    /** Smallest datagram: what every path carries (RFC 9000, 14). */
    public static final int MIN_DATAGRAM_BYTES = 1200;

    /** Largest datagram. */
    public static final int MAX_DATAGRAM_BYTES = 16384;

    private static final RiftSettings DEFAULTS = new RiftSettings(new Values());

    private final Values values;

    private RiftSettings(Values values) {
        this.values = values;
    }

    /** The defaults. */
    public static RiftSettings defaults() {
        return DEFAULTS;
    }

    /** Largest datagram this side sends and takes, 1200 to 16384; the smaller one of both sides counts. Default 1200. */
    public int maxDatagramBytes() {
        return values.maxDatagramBytes;
    }

    /** Pace of the sender in kbit/s, at least 100. Default 500,000. */
    public int paceKbps() {
        return values.paceKbps;
    }

    /** Time between pings when nothing else happens. Default 500 ms. */
    public long pingNanos() {
        return values.pingNanos;
    }

    /** Silence after which the peer is probed while something is expected from it. Default 200 ms. */
    public long probeNanos() {
        return values.probeNanos;
    }

    /** Silence after which the peer counts as gone. Default 1.5 s. */
    public long peerGoneNanos() {
        return values.peerGoneNanos;
    }

    /** How long a handshake may take. Default 5 s. */
    public long handshakeNanos() {
        return values.handshakeNanos;
    }

    /** How long a missing piece of a frame is waited for before the frame is given up. Default 150 ms. */
    public long frameDeadlineNanos() {
        return values.frameDeadlineNanos;
    }

    /** Bytes of sent frames kept for repair. Default 16 MiB. */
    public int videoHistoryBytes() {
        return values.videoHistoryBytes;
    }

    /** Bytes of frames being put together or not yet released; nothing the peer sends makes it more. Default 64 MiB. */
    public int videoReceiveBytes() {
        return values.videoReceiveBytes;
    }

    /** Half-open connections a server keeps besides the others, and as many that end; who showed no cookie gets half. Default 64. */
    public int maxHalfOpen() {
        return values.maxHalfOpen;
    }

    /** Established connections a server keeps. Default 64. */
    public int maxConnections() {
        return values.maxConnections;
    }

    /** Handshakes a second a server begins without asking for a cookie, twice as many at once; 0 = it always asks. Default 50. */
    public int unaskedPerSecond() {
        return values.unaskedPerSecond;
    }

    /** Handshakes a second for each network (/24 of IPv4, /56 of IPv6), twice as many at once. Default 50. */
    public int perSource() {
        return values.perSource;
    }

    /** Handshakes a second a server begins in total, twice as many at once. Default 300: with a millisecond each a third of a core. */
    public int inTotal() {
        return values.inTotal;
    }

    /** Packets after which a key is changed. Default 4,194,304, half of what AES-GCM allows (RFC 9001, 6.6). */
    public long keyPackets() {
        return values.keyPackets;
    }

    /** Time after which a key is changed. Default 1 h. */
    public long keyNanos() {
        return values.keyNanos;
    }

    /** Ciphers allowed, best first; empty means what is fastest on this machine. */
    public List<Suite> suites() {
        return values.suites;
    }

    /** A copy with another {@link #maxDatagramBytes()}. */
    public RiftSettings withMaxDatagramBytes(int bytes) {
        Values copy = values.copy();
        copy.maxDatagramBytes = within("maxDatagramBytes", bytes, MIN_DATAGRAM_BYTES, MAX_DATAGRAM_BYTES);
        return new RiftSettings(copy);
    }

    /** A copy with another {@link #paceKbps()}. */
    public RiftSettings withPaceKbps(int kbps) {
        Values copy = values.copy();
        copy.paceKbps = within("paceKbps", kbps, 100, 100_000_000);
        return new RiftSettings(copy);
    }

    /** A copy with other times of silence: ping, probe and gone. */
    public RiftSettings withSilence(long pingNanos, long probeNanos, long peerGoneNanos) {
        Values copy = values.copy();
        copy.pingNanos = within("pingNanos", pingNanos);
        copy.probeNanos = within("probeNanos", probeNanos);
        copy.peerGoneNanos = within("peerGoneNanos", peerGoneNanos);
        return new RiftSettings(copy);
    }

    /** A copy with another {@link #handshakeNanos()}. */
    public RiftSettings withHandshakeNanos(long nanos) {
        Values copy = values.copy();
        copy.handshakeNanos = within("handshakeNanos", nanos);
        return new RiftSettings(copy);
    }

    /** A copy with another {@link #frameDeadlineNanos()}. */
    public RiftSettings withFrameDeadlineNanos(long nanos) {
        Values copy = values.copy();
        copy.frameDeadlineNanos = within("frameDeadlineNanos", nanos);
        return new RiftSettings(copy);
    }

    /** A copy with other memory limits for video: kept for repair, and being received. */
    public RiftSettings withVideoBytes(int historyBytes, int receiveBytes) {
        Values copy = values.copy();
        copy.videoHistoryBytes = within("videoHistoryBytes", historyBytes, 1 << 16, 1 << 30);
        copy.videoReceiveBytes = within("videoReceiveBytes", receiveBytes, 1 << 16, 1 << 30);
        return new RiftSettings(copy);
    }

    /** A copy with other limits for a server: half-open and all connections. */
    public RiftSettings withServerLimits(int maxHalfOpen, int maxConnections) {
        Values copy = values.copy();
        copy.maxHalfOpen = within("maxHalfOpen", maxHalfOpen, 1, 65536);
        copy.maxConnections = within("maxConnections", maxConnections, 1, 65536);
        return new RiftSettings(copy);
    }

    /** A copy with other limits for handshakes a second: without cookie (0 = always ask), by network, in total. */
    public RiftSettings withHandshakeLimits(int unaskedPerSecond, int perSource, int inTotal) {
        Values copy = values.copy();
        copy.unaskedPerSecond = within("unaskedPerSecond", unaskedPerSecond, 0, 1_000_000);
        copy.perSource = within("perSource", perSource, 1, 1_000_000);
        copy.inTotal = within("inTotal", inTotal, 1, 1_000_000);
        return new RiftSettings(copy);
    }

    /** A copy that changes keys after so many packets, 64 to 4,194,304, or so much time, whichever comes first. */
    public RiftSettings withKeyUpdate(int packets, long nanos) {
        Values copy = values.copy();
        copy.keyPackets = within("keyPackets", packets, 64, 1 << 22);
        copy.keyNanos = within("keyNanos", nanos);
        return new RiftSettings(copy);
    }

    /** A copy that allows these ciphers only, best first. */
    public RiftSettings withSuites(Suite... suites) {
        Values copy = values.copy();
        copy.suites = List.of(suites);
        return new RiftSettings(copy);
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }

    private static long within(String name, long nanos) {
        if (nanos < 1_000_000L || nanos > 3_600_000_000_000L) {
            throw new IllegalArgumentException(name + " must be 1 ms to 1 h, not " + nanos / 1_000_000.0 + " ms.");
        }
        return nanos;
    }

    private static final class Values implements Cloneable {
        int maxDatagramBytes = MIN_DATAGRAM_BYTES;
        int paceKbps = 500_000;
        long pingNanos = 500_000_000L;
        long probeNanos = 200_000_000L;
        long peerGoneNanos = 1_500_000_000L;
        long handshakeNanos = 5_000_000_000L;
        long frameDeadlineNanos = 150_000_000L;
        int videoHistoryBytes = 16 << 20;
        int videoReceiveBytes = 64 << 20;
        int maxHalfOpen = 64;
        int maxConnections = 64;
        int unaskedPerSecond = 50;
        int perSource = 50;
        int inTotal = 300;
        int keyPackets = 1 << 22;
        long keyNanos = 3_600_000_000_000L;
        List<Suite> suites = List.of();

        Values copy() {
            try {
                return (Values) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
