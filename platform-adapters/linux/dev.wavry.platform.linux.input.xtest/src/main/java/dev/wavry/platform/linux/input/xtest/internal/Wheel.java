package dev.wavry.platform.linux.input.xtest.internal;

/** Turns fine scrolling into the whole clicks that X buttons can do. */
final class Wheel {
    private static final int NOTCH = 120;

    private int rest;

    /**
     * Adds a distance.
     *
     * @return whole notches to do now, with its sign
     */
    int turn(int distance) {
        if ((distance > 0) != (rest > 0)) {
            // Whoever turns round does not want to make up for what was left of the other direction.
            rest = 0;
        }
        rest += distance;
        int notches = rest / NOTCH;
        rest -= notches * NOTCH;
        return notches;
    }
}
