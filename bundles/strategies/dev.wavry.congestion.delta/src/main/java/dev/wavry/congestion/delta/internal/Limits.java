package dev.wavry.congestion.delta.internal;

/**
 * What the operator sets.
 *
 * @param floorKbps never less than this
 * @param queueNanos a longer standing queue makes it give way
 * @param backOff what it goes back to, as a share of what arrives
 */
record Limits(int floorKbps, long queueNanos, double backOff) {
    static final Limits DEFAULTS = new Limits(300, 15_000_000, 0.85);
}
