package dev.wavry.reach.stun;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA1, which RFC 8489 still asks of everybody who checks messages. */
final class Hmac {
    static final int BYTES = 20;

    private Hmac() {}

    static byte[] sha1(byte[] key, byte[] data, int from, int to) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            mac.update(data, from, to - from);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }
}
