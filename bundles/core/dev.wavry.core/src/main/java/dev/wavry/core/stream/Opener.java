package dev.wavry.core.stream;

import java.util.concurrent.Executor;

/** Runs things on OPENER, where waiting is allowed. Any thread. */
public interface Opener extends Executor {
    /** What runs there never returns: its thread is given up, and another one does what comes after it. */
    void abandon();
}
