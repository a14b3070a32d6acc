package dev.wavry.rift;

/** What became of something handed to a lane. */
public enum SendResult {
    /** Taken over; the bytes were copied. */
    ACCEPTED,
    /** Not taken because too much of it is unacknowledged; offer it again later or drop it. */
    FULL,
    /** Not taken because it is longer than the lane carries. */
    TOO_LONG,
    /** Not taken because the connection is not open (any more). */
    CLOSED
}
