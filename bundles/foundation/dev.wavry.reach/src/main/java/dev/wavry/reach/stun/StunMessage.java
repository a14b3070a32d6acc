package dev.wavry.reach.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A message that was received, with bounds checked; immutable. Attributes are looked up by type and the first one counts. */
public final class StunMessage {
    /** Bytes before the attributes. */
    public static final int HEAD_BYTES = 20;
    /** Bytes of a transaction id. */
    public static final int TRANSACTION_BYTES = 12;

    static final int COOKIE = 0x2112a442;
    static final int FINGERPRINT_VEIL = 0x5354554e;
    private static final int MOST_BYTES = 2048;

    private final byte[] bytes;

    private StunMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a datagram begins like one; cheap enough for every arrival. */
    public static boolean looksLike(ByteBuffer datagram) {
        int at = datagram.position();
        return datagram.remaining() >= HEAD_BYTES
                && (datagram.get(at) & 0xc0) == 0
                && datagram.get(at + 4) == 0x21
                && datagram.get(at + 5) == 0x12
                && datagram.get(at + 6) == (byte) 0xa4
                && datagram.get(at + 7) == 0x42;
    }

    /** Reads a datagram, whose position stays; null if it is no whole message or its fingerprint is wrong. */
    public static @Nullable StunMessage read(ByteBuffer datagram) {
        if (!looksLike(datagram) || datagram.remaining() > MOST_BYTES) {
            return null;
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        StunMessage message = new StunMessage(bytes);
        return message.whole() && message.fingerprintHolds() ? message : null;
    }

    private boolean whole() {
        if (number(2) != bytes.length - HEAD_BYTES || bytes.length % Integer.BYTES != 0) {
            return false;
        }
        int at = HEAD_BYTES;
        while (at + 4 <= bytes.length) {
            at += 4 + padded(number(at + 2));
        }
        return at == bytes.length;
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    private int number(int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private int find(int attribute) {
        for (int at = HEAD_BYTES; at < bytes.length; at += 4 + padded(number(at + 2))) {
            if (number(at) == attribute) {
                return at;
            }
        }
        return -1;
    }

    private boolean fingerprintHolds() {
        int at = find(StunAttribute.FINGERPRINT);
        if (at < 0) {
            return true;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, at);
        return at == bytes.length - 8
                && ByteBuffer.wrap(bytes).getInt(at + 4) == ((int) crc.getValue() ^ FINGERPRINT_VEIL);
    }

    /** Method and class. */
    public int type() {
        return number(0);
    }

    /** Id of the question this is or answers. */
    public byte[] transaction() {
        return Arrays.copyOfRange(bytes, 8, HEAD_BYTES);
    }

    /** Length of the datagram. */
    public int length() {
        return bytes.length;
    }

    /** Value of an attribute, or null. */
    public byte @Nullable [] get(int attribute) {
        int at = find(attribute);
        return at < 0 ? null : Arrays.copyOfRange(bytes, at + 4, at + 4 + number(at + 2));
    }

    /** Value as text, or an empty one. */
    public String text(int attribute) {
        byte[] value = get(attribute);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** Value as a number of 32 bits, or {@code otherwise}. */
    public int number(int attribute, int otherwise) {
        byte[] value = get(attribute);
        return value == null || value.length != Integer.BYTES
                ? otherwise
                : ByteBuffer.wrap(value).getInt();
    }

    /** Code of a refusal, or 0. */
    public int errorCode() {
        byte[] value = get(StunAttribute.ERROR_CODE);
        return value == null || value.length < 4 ? 0 : (value[2] & 7) * 100 + (value[3] & 0xff) % 100;
    }

    /** A veiled address, or null. */
    public @Nullable InetSocketAddress address(int attribute) {
        byte[] value = get(attribute);
        if (value == null || !(value.length == 8 && value[1] == 1 || value.length == 20 && value[1] == 2)) {
            return null;
        }
        byte[] ip = Arrays.copyOfRange(value, 4, value.length);
        for (int i = 0; i < ip.length; i++) {
            ip[i] ^= bytes[4 + i];
        }
        int port = ((value[2] & 0xff) << 8 | value[3] & 0xff) ^ COOKIE >>> 16;
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }

    /** Whether it is from somebody with this key (RFC 8489, 14.5); what comes behind the proof other than a fingerprint makes it fail. */
    public boolean isSignedWith(byte[] key) {
        int at = find(StunAttribute.MESSAGE_INTEGRITY);
        int end = at + 4 + Hmac.BYTES;
        if (at < 0 || number(at + 2) != Hmac.BYTES || !(end == bytes.length || endsWithFingerprint(end))) {
            return false;
        }
        byte[] checked = Arrays.copyOf(bytes, at);
        int length = end - HEAD_BYTES;
        checked[2] = (byte) (length >> 8);
        checked[3] = (byte) length;
        byte[] expected = Hmac.sha1(key, checked, 0, at);
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, at + 4, end));
    }

    private boolean endsWithFingerprint(int at) {
        return at + 8 == bytes.length && number(at) == StunAttribute.FINGERPRINT;
    }
}
