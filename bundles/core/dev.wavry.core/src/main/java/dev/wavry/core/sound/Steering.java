package dev.wavry.core.sound;

/**
 * Decides by how much a track is stretched so that what waits for its turn stays as long as it should: a PI controller, damped
 * well, whose integral is the drift between the two clocks. The ratio moves by at most {@value #STEP_PPM} ppm a time, which nobody
 * hears. Not thread-safe.
 */
final class Steering {
    /** Largest change at once. */
    static final double STEP_PPM = 10;

    /** Half of what is allowed to a tone's frequency. */
    private static final double MOST = 2500e-6;

    private static final double MOST_DRIFT = 1000e-6;
    private static final double PROPORTIONAL = 0.1;
    private static final double INTEGRAL = PROPORTIONAL * PROPORTIONAL / 16;
    private static final double SMOOTH_SECONDS = 0.5;
    /** Beyond it the way of the packets changed, which tells nothing about clocks. */
    private static final double LEARN_SECONDS = 0.01;

    /** Over so long the shortest wait counts, because an output does not pull evenly. */
    private static final double WINDOW_SECONDS = 0.25;

    private static final double USUAL_SECONDS = 20;

    private double waits;
    private double shortest = Double.MAX_VALUE;
    private double latest;
    private double windowSeconds;
    private double drift;
    private double usual;
    private double ratio = 1;

    /** So much waits from now on. */
    void begin(long waitsNanos) {
        waits = waitsNanos / 1e9;
        latest = waits;
        shortest = Double.MAX_VALUE;
        windowSeconds = 0;
    }

    /** Everything waits longer from now on. */
    void longer(long nanos) {
        waits += nanos / 1e9;
        latest += nanos / 1e9;
        shortest = Double.MAX_VALUE;
    }

    /** A frame was taken so long after the fastest packet would have brought it. */
    void took(long waitedNanos) {
        shortest = Math.min(shortest, waitedNanos / 1e9);
    }

    /** Input samples per output sample for the next {@code samples}. */
    double ratio(long targetNanos, int samples) {
        double seconds = samples / 48_000.0;
        windowSeconds += seconds;
        if (windowSeconds >= WINDOW_SECONDS && shortest != Double.MAX_VALUE) {
            latest = shortest;
            shortest = Double.MAX_VALUE;
            windowSeconds = 0;
        }
        waits += (latest - waits) * Math.min(1, seconds / SMOOTH_SECONDS);
        double error = waits - targetNanos / 1e9;
        if (Math.abs(error) < LEARN_SECONDS) {
            drift = bound(drift + INTEGRAL * error * seconds, MOST_DRIFT);
        }
        double wanted = 1 + bound(PROPORTIONAL * error + drift, MOST);
        ratio += bound(wanted - ratio, STEP_PPM * 1e-6);
        usual += (ratio - 1 - usual) * Math.min(1, seconds / USUAL_SECONDS);
        return ratio;
    }

    private static double bound(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    /** Smoothed waiting time. */
    long waitsNanos() {
        return (long) (waits * 1e9);
    }

    /** The sender's clock is faster than ours by so many millionths. */
    double driftPpm() {
        return usual * 1e6;
    }
}
