package dev.wavry.core.stream;

/** Something rehearsed before it matters, a little at a time; belongs to OPENER. */
public interface Rehearsal {
    /** Does a little; false once there is nothing left to do and everything is closed. Never throws. */
    boolean step();

    /** Gives everything back, also before the end; {@link #step} does nothing afterwards. */
    void close();
}
