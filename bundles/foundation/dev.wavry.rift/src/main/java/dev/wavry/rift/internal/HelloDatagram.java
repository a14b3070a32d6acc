package dev.wavry.rift.internal;

import dev.wavry.rift.RiftSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first datagram. Its beginning up to the list of versions is the same in every version, so that any host can say which ones it speaks. It
 * fills a whole datagram, so that no answer is larger than the question.
 */
record HelloDatagram(long clientId, int[] versions, int[] suites, int maxDatagram, byte[] noise, byte[] prologue) {
    private static final byte[] LABEL = "RIFT prologue".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_VERSIONS = 16;
    private static final int MAX_SUITES = 8;
    static final int MAX_COOKIE = 64;

    /** The part both sides must have seen alike: ids, versions, suites and size. */
    static byte[] prologue(long clientId, int[] versions, int[] suites, int maxDatagram) {
        ByteBuffer out = ByteBuffer.allocate(LABEL.length + 8 + 1 + 2 * versions.length + 1 + suites.length + 2);
        out.put(LABEL);
        writeOffer(out, clientId, versions, suites, maxDatagram);
        return out.array();
    }

    private static void writeOffer(ByteBuffer out, long clientId, int[] versions, int[] suites, int maxDatagram) {
        out.putLong(clientId).put((byte) versions.length);
        for (int version : versions) {
            out.putShort((short) version);
        }
        out.put((byte) suites.length);
        for (int suite : suites) {
            out.put((byte) suite);
        }
        out.putShort((short) maxDatagram);
    }

    /** The datagram; the cookie is empty until a host asks for one. */
    byte[] toBytes(byte[] cookie) {
        ByteBuffer out = ByteBuffer.allocate(RiftSettings.MIN_DATAGRAM_BYTES);
        out.put((byte) Wire.HELLO).putInt(Wire.MAGIC);
        writeOffer(out, clientId, versions, suites, maxDatagram);
        out.put((byte) cookie.length).put(cookie).put(noise);
        return out.array();
    }

    /** The cookie of a datagram that was {@link #read} well; empty if it has none. */
    ByteBuffer cookieOf(ByteBuffer datagram) {
        int at = datagram.position() + Wire.HELLO_CONNECTION_ID + 8 + 1 + 2 * versions.length + 1 + suites.length + 2;
        return datagram.duplicate().position(at + 1).limit(at + 1 + (datagram.get(at) & 0xff));
    }

    /** True if the datagram begins as one and is long enough to be answered; it may be of any version. */
    static boolean looksLikeOne(ByteBuffer datagram) {
        int at = datagram.position();
        return datagram.remaining() >= RiftSettings.MIN_DATAGRAM_BYTES
                && datagram.get(at) == (byte) Wire.HELLO
                && datagram.getInt(at + 1) == Wire.MAGIC
                && datagram.getLong(at + Wire.HELLO_CONNECTION_ID) != 0;
    }

    /** Versions offered, from a datagram that {@link #looksLikeOne}; null if the list is malformed. */
    static int @Nullable [] versionsOf(ByteBuffer datagram) {
        int at = datagram.position() + Wire.HELLO_CONNECTION_ID + 8;
        int count = datagram.get(at) & 0xff;
        if (count == 0 || count > MAX_VERSIONS) {
            return null;
        }
        int[] versions = new int[count];
        for (int i = 0; i < count; i++) {
            versions[i] = datagram.getShort(at + 1 + 2 * i) & 0xffff;
        }
        return versions;
    }

    /** Reads a datagram of this version; null if it is malformed. */
    static @Nullable HelloDatagram read(ByteBuffer datagram) {
        int[] versions = versionsOf(datagram);
        if (versions == null) {
            return null;
        }
        ByteBuffer in = datagram.duplicate();
        in.position(in.position() + Wire.HELLO_CONNECTION_ID);
        long clientId = in.getLong();
        in.position(in.position() + 1 + 2 * versions.length);
        int count = in.get() & 0xff;
        if (count == 0 || count > MAX_SUITES) {
            return null;
        }
        int[] suites = new int[count];
        for (int i = 0; i < count; i++) {
            suites[i] = in.get() & 0xff;
        }
        int maxDatagram = in.getShort() & 0xffff;
        int cookie = in.get() & 0xff;
        boolean sane = cookie <= MAX_COOKIE
                && maxDatagram >= RiftSettings.MIN_DATAGRAM_BYTES
                && maxDatagram <= RiftSettings.MAX_DATAGRAM_BYTES;
        if (!sane) {
            return null;
        }
        in.position(in.position() + cookie);
        byte[] noise = new byte[NoiseXx.KEY_BYTES];
        in.get(noise);
        return new HelloDatagram(
                clientId, versions, suites, maxDatagram, noise, prologue(clientId, versions, suites, maxDatagram));
    }

    /**
     * Tells repeats of a question from others, even from ones that somebody changed on the way: those must not take the place of the true one.
     * FNV-1a; never 0.
     */
    static long fingerprint(ByteBuffer datagram) {
        long hash = 0xcbf29ce484222325L;
        for (int i = datagram.position(); i < datagram.limit(); i++) {
            hash = (hash ^ datagram.get(i) & 0xff) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    boolean sameQuestion(HelloDatagram other) {
        return clientId == other.clientId && Arrays.equals(noise, other.noise);
    }
}
