package dev.wavry.rift;

/** What a {@link RiftServer} counts at its door, from its start. */
public enum DoorCounter {
    /** First messages that no connection knew. */
    QUESTIONS,
    /** Cookies asked for. */
    COOKIES_ASKED,
    /** First messages with a cookie that was not given out to their sender, or too long ago. */
    COOKIES_WRONG,
    /** First messages with a good cookie dropped because their network asked too often. */
    OVER_SOURCE_LIMIT,
    /** First messages with a good cookie dropped because all together asked too often, or too many handshakes are under way. */
    OVER_TOTAL_LIMIT,
    /** Refusals in the clear. */
    REFUSED,
    /** Handshakes begun. */
    HANDSHAKES,
    /** Bytes of first messages. */
    UNPROVEN_BYTES_IN,
    /** Bytes sent to answer them; never more than came in. */
    UNPROVEN_BYTES_OUT
}
