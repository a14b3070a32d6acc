package dev.wavry.rift;

import org.jspecify.annotations.Nullable;

/** How packets are sealed after the handshake. The code is what travels. */
public enum Suite {
    /** RFC 8439; fast everywhere. */
    CHACHA20_POLY1305(1, 32),
    /** NIST SP 800-38D with a 256-bit key; fastest where the processor has AES instructions. */
    AES_256_GCM(2, 32);

    private final int code;
    private final int keyBytes;

    Suite(int code, int keyBytes) {
        this.code = code;
        this.keyBytes = keyBytes;
    }

    /** Number on the wire. */
    public int code() {
        return code;
    }

    /** Length of its key. */
    public int keyBytes() {
        return keyBytes;
    }

    /** The suite with this number, or null if this version does not know it. */
    public static @Nullable Suite ofCode(int code) {
        return code == 1 ? CHACHA20_POLY1305 : code == 2 ? AES_256_GCM : null;
    }
}
