package dev.wavry.spi.codec;

/** What became of a coded frame. */
public enum Decoded {
    /** Decoded, or on its way. */
    TAKEN,
    /** Not decodable without what is missing: ask for a key frame. */
    NEED_KEY_FRAME,
    /** The decoder is closed. */
    CLOSED
}
