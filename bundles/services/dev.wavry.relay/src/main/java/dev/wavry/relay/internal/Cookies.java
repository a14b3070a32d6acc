package dev.wavry.relay.internal;

import dev.wavry.reach.relay.RelayWire;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Challenges that need no memory: a time and a MAC of it and of the address asked. */
final class Cookies {
    private static final long GOOD_NANOS = 10_000_000_000L;

    private final Mac mac;

    Cookies(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    byte[] make(InetSocketAddress from, long nowNanos) {
        byte[] ip = from.getAddress().getAddress();
        ByteBuffer signed = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + ip.length);
        signed.putLong(nowNanos).putInt(from.getPort()).put(ip);
        byte[] tag = mac.doFinal(signed.array());
        return ByteBuffer.allocate(RelayWire.COOKIE_BYTES)
                .putLong(nowNanos)
                .put(tag, 0, RelayWire.COOKIE_BYTES - Long.BYTES)
                .array();
    }

    boolean holds(byte[] cookie, InetSocketAddress from, long nowNanos) {
        long made = ByteBuffer.wrap(cookie).getLong();
        long age = nowNanos - made;
        return age >= 0 && age <= GOOD_NANOS && MessageDigest.isEqual(cookie, make(from, made));
    }

    /** The cookie that lies at a place of a datagram. */
    static byte[] of(byte[] bytes, int at) {
        return Arrays.copyOfRange(bytes, at, at + RelayWire.COOKIE_BYTES);
    }
}
