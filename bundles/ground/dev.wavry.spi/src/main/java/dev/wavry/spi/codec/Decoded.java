package dev.wavry.spi.codec;

/** What became of a coded frame. */
public enum Decoded {
    /** Decoded, or on its way. */
    TAKEN,
    /** Not decodable without what is missing: ask for a key frame. */
    NEED_KEY_FRAME,
    /**
     * A part that refers to what is not here, because another was lost or is late: nothing was changed. The far encoder is told
     * by {@link VideoEncoder#invalidate}.
     */
    NOT_APPLIED,
    /** The decoder is closed. */
    CLOSED
}
