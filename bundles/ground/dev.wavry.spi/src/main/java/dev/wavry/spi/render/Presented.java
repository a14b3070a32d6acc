package dev.wavry.spi.render;

/** What became of a picture. */
public enum Presented {
    /** It is on its way to the display. */
    SHOWN,
    /** Nobody could see it (window hidden); the presentation keeps its damage and shows it later. */
    HIDDEN,
    /** The presentation is closed. */
    CLOSED
}
