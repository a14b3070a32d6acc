package dev.wavry.spi.capture;

/**
 * Something that can be captured.
 *
 * @param id stable id on this machine, such as {@code :0/DP-1}
 * @param name name for people
 * @param kind screen or window
 * @param x left edge in the coordinate space of the display server, pixels
 * @param y top edge, pixels
 * @param width pixels
 * @param height pixels
 * @param primary true for the main screen
 */
public record CaptureTarget(String id, String name, Kind kind, int x, int y, int width, int height, boolean primary) {
    /** What it is. */
    public enum Kind {
        /** One monitor, or the whole screen where monitors are not told apart. */
        DISPLAY,
        /** One window. */
        WINDOW,
        /** Pictures made by the source itself. */
        SYNTHETIC
    }
}
