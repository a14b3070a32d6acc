package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of one direction, each made from the last by a one-way step, so that a key that becomes known tells nothing about earlier packets. Secrets
 * are wiped as soon as the next one exists.
 */
final class KeyChain {
    private static final byte[] NEXT = "RIFT next key".getBytes(StandardCharsets.US_ASCII);

    private final Aeads aeads;
    private final Suite suite;
    private final boolean seals;
    private byte[] secret;

    /** Takes a copy of the key that the handshake split off. */
    KeyChain(Aeads aeads, Suite suite, byte[] splitKey, boolean seals) {
        this.aeads = aeads;
        this.suite = suite;
        this.seals = seals;
        secret = splitKey.clone();
    }

    /** The cipher of this generation; the chain steps on to the next. */
    Aead take() {
        byte[] key = packetKey(secret, suite);
        Aead cipher = aeads.create(suite, key, seals);
        Arrays.fill(key, (byte) 0);
        byte[] next = nextSecret(secret);
        Arrays.fill(secret, (byte) 0);
        secret = next;
        return cipher;
    }

    void wipe() {
        Arrays.fill(secret, (byte) 0);
    }

    /** A key for this suite only, so that no key serves two ciphers. */
    static byte[] packetKey(byte[] secret, Suite suite) {
        byte[] label = ("RIFT packet key " + suite.code()).getBytes(StandardCharsets.US_ASCII);
        return Noise.hkdf(secret, label)[0];
    }

    static byte[] nextSecret(byte[] secret) {
        return Noise.hkdf(secret, NEXT)[0];
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "keys of " + suite;
    }
}
