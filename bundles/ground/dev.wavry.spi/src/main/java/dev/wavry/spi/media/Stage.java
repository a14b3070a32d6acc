package dev.wavry.spi.media;

/**
 * The points of a frame's life at which a time is taken, in order. Host stages are in the host's media clock, client stages in
 * the client's; {@code CHANGED} to {@code SENT} happen on the host.
 */
public enum Stage {
    /** The source learnt that the picture changed (a damage event, or the tick of a source that makes its own pictures). */
    CHANGED,
    /** The pixels are in our memory. */
    CAPTURED,
    /** The pixels are in the form the encoder takes. */
    CONVERTED,
    /** The coded bytes exist. */
    ENCODED,
    /** The last packet of the frame was given to the carrier. */
    SENT,
    /** The first packet of the frame arrived. */
    RECEIVED,
    /** The last packet of the frame arrived and the frame was put together. */
    ASSEMBLED,
    /** The picture is decoded and in the form the renderer takes. */
    DECODED,
    /** The renderer handed the picture to the display. */
    PRESENTED
}
