package dev.wavry.reach.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Builds one message into a buffer of its own. Not thread-safe. */
public final class StunWriter {
    private static final int MOST_BYTES = 2048;

    private final ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);

    /**
     * Begins a message.
     *
     * @param type method and class, see {@link StunType}
     * @param transaction 12 bytes that the answer repeats
     */
    public StunWriter(int type, byte[] transaction) {
        if (transaction.length != StunMessage.TRANSACTION_BYTES) {
            throw new IllegalArgumentException("a transaction id has 12 bytes");
        }
        out.putShort((short) type)
                .putShort((short) 0)
                .putInt(StunMessage.COOKIE)
                .put(transaction);
    }

    /** Adds bytes, padded with zeros to a multiple of four. */
    public StunWriter put(int attribute, byte[] value) {
        out.putShort((short) attribute).putShort((short) value.length).put(value);
        while (out.position() % Integer.BYTES != 0) {
            out.put((byte) 0);
        }
        return this;
    }

    /** Adds a text. */
    public StunWriter put(int attribute, String value) {
        return put(attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number of 32 bits. */
    public StunWriter put(int attribute, int value) {
        return put(attribute, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /** Adds an attribute without a value. */
    public StunWriter flag(int attribute) {
        return put(attribute, new byte[0]);
    }

    /** Adds a veiled address (RFC 8489, 14.2). */
    public StunWriter putAddress(int attribute, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        byte[] value = new byte[4 + ip.length];
        value[1] = (byte) (ip.length == 4 ? 1 : 2);
        int port = address.getPort() ^ StunMessage.COOKIE >>> 16;
        value[2] = (byte) (port >> 8);
        value[3] = (byte) port;
        for (int i = 0; i < ip.length; i++) {
            value[4 + i] = (byte) (ip[i] ^ out.get(4 + i));
        }
        return put(attribute, value);
    }

    /** Adds a refusal (RFC 8489, 14.8). */
    public StunWriter putError(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return put(
                StunAttribute.ERROR_CODE,
                ByteBuffer.allocate(4 + text.length)
                        .putShort((short) 0)
                        .put((byte) (code / 100))
                        .put((byte) (code % 100))
                        .put(text)
                        .array());
    }

    /** The message with integrity under this key and a fingerprint. */
    public byte[] signed(byte[] key) {
        length(out.position() + 24 - StunMessage.HEAD_BYTES);
        byte[] hmac = Hmac.sha1(key, out.array(), 0, out.position());
        put(StunAttribute.MESSAGE_INTEGRITY, hmac);
        return fingerprinted();
    }

    /** The message with a fingerprint. */
    public byte[] fingerprinted() {
        length(out.position() + 8 - StunMessage.HEAD_BYTES);
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        put(StunAttribute.FINGERPRINT, (int) crc.getValue() ^ StunMessage.FINGERPRINT_VEIL);
        return plain();
    }

    /** The message as it is. */
    public byte[] plain() {
        length(out.position() - StunMessage.HEAD_BYTES);
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private void length(int bytes) {
        out.putShort(2, (short) bytes);
    }
}
