package dev.wavry.spi.media;

/** What became of something offered; the caller's count is taken whatever the answer is. */
public enum Offer {
    /** Taken and under way. */
    ACCEPTED,
    /** Given back at once because the taker is full; for pictures the caller merges the damage into the next one. */
    DROPPED,
    /** Given back at once because the taker is closed and stays so. */
    CLOSED
}
