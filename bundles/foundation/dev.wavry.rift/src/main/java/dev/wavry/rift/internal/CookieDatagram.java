package dev.wavry.rift.internal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A host under load asks a client to show that it receives what is sent to its address: the client repeats its question with the cookie. */
final class CookieDatagram {
    /** Type, connection id and length. */
    static final int HEADER_BYTES = 1 + 8 + 1;

    private CookieDatagram() {}

    /** Writes what comes before the cookie. */
    static void begin(ByteBuffer out, long clientId, int cookieBytes) {
        out.put((byte) Wire.COOKIE).putLong(clientId).put((byte) cookieBytes);
    }

    /** The cookie, or null if the datagram is malformed. */
    static byte @Nullable [] read(ByteBuffer datagram) {
        int at = datagram.position();
        if (datagram.remaining() < HEADER_BYTES) {
            return null;
        }
        int bytes = datagram.get(at + HEADER_BYTES - 1) & 0xff;
        if (bytes == 0 || bytes > HelloDatagram.MAX_COOKIE || datagram.remaining() < HEADER_BYTES + bytes) {
            return null;
        }
        byte[] cookie = new byte[bytes];
        datagram.get(at + HEADER_BYTES, cookie);
        return cookie;
    }
}
