package dev.wavry.spi.input;

/** Kinds of input. The code is what travels; codes are never reused. */
public enum InputKind {
    /** Key by USB HID usage: {@code a} usage on page 7, {@code b} 1 down, 0 up. */
    KEY(1),
    /** Text to be typed as it is, whatever the keyboard layout. */
    TEXT(2),
    /** Pointer to a pixel of the captured picture: {@code a} x, {@code b} y. */
    POINTER(3),
    /** Pointer by a distance in pixels: {@code a} dx, {@code b} dy. */
    MOTION(4),
    /** Pointer button: {@code a} 1 left, 2 middle, 3 right, 4 back, 5 forward; {@code b} 1 down, 0 up. */
    BUTTON(5),
    /** Wheel in 1/120 of a notch: {@code a} to the right, {@code b} away from the user. */
    SCROLL(6);

    private final int code;

    InputKind(int code) {
        this.code = code;
    }

    /** Number on the wire. */
    public int code() {
        return code;
    }
}
