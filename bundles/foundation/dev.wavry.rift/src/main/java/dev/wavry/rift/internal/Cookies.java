package dev.wavry.rift.internal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.jspecify.annotations.Nullable;

/**
 * Cookies that prove that somebody receives what is sent to an address, without remembering who was asked: the time and a keyed BLAKE2s (RFC 7693)
 * of the time, the address, and the question. Keys rotate, the last one stays good for as long as a cookie does.
 */
final class Cookies {
    /** Key serial, time, and code. */
    static final int BYTES = 1 + 4 + 16;

    /** Longer than a handshake may take with the default settings. */
    static final long LIFETIME_NANOS = 10_000 * Wire.MILLI;

    private static final long KEY_NANOS = 60_000 * Wire.MILLI;
    private static final int KEY_BYTES = 32;
    private static final int CODE_BYTES = 16;
    private static final int MILLIS_AT = 1;
    private static final int CODE_AT = 5;

    private final SecureRandom random;
    private final long startedAt;
    private final byte[] code = new byte[CODE_BYTES];
    private final byte[] text = new byte[4 + 1 + 64 + 2 + 8 + NoiseXx.KEY_BYTES];
    private Blake2sDigest current;
    private @Nullable Blake2sDigest previous;
    private int serial;
    private long rotateAt;

    Cookies(SecureRandom random, long now) {
        this.random = random;
        startedAt = now;
        current = newKey();
        rotateAt = now + KEY_NANOS;
    }

    private Blake2sDigest newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Blake2sDigest keyed = new Blake2sDigest(key, CODE_BYTES, null, null);
        java.util.Arrays.fill(key, (byte) 0);
        return keyed;
    }

    /** Writes a cookie for this question from this source. */
    void write(ByteBuffer out, Source source, long clientId, byte[] noise, long now) {
        rotate(now);
        int millis = millis(now);
        code(current, millis, source, clientId, noise);
        out.put((byte) serial).putInt(millis).put(code);
    }

    /** True if this is a cookie of ours for this question from this source, and not too old. */
    boolean holds(ByteBuffer cookie, Source source, long clientId, byte[] noise, long now) {
        rotate(now);
        if (cookie.remaining() != BYTES) {
            return false;
        }
        int at = cookie.position();
        int millis = cookie.getInt(at + MILLIS_AT);
        Blake2sDigest key = keyOf(cookie.get(at));
        // The difference is right even when 32 bits of milliseconds have wrapped.
        long age = Integer.toUnsignedLong(millis(now) - millis);
        if (key == null || age > LIFETIME_NANOS / Wire.MILLI) {
            return false;
        }
        code(key, millis, source, clientId, noise);
        int different = 0;
        for (int i = 0; i < CODE_BYTES; i++) {
            different |= code[i] ^ cookie.get(at + CODE_AT + i);
        }
        return different == 0;
    }

    private @Nullable Blake2sDigest keyOf(byte keySerial) {
        if (keySerial == (byte) serial) {
            return current;
        }
        return keySerial == (byte) (serial - 1) ? previous : null;
    }

    private int millis(long now) {
        return (int) ((now - startedAt) / Wire.MILLI);
    }

    private void rotate(long now) {
        if (now - rotateAt < 0) {
            return;
        }
        boolean lastIsRecent = now - rotateAt < KEY_NANOS;
        previous = lastIsRecent ? current : null;
        current = newKey();
        serial++;
        rotateAt = now + KEY_NANOS;
    }

    private void code(Blake2sDigest key, int millis, Source source, long clientId, byte[] noise) {
        ByteBuffer out = ByteBuffer.wrap(text);
        byte[] address = source.address();
        out.putInt(millis).put((byte) address.length).put(address).putShort((short) source.port());
        out.putLong(clientId).put(noise);
        key.update(text, 0, out.position());
        key.doFinal(code, 0);
    }
}
