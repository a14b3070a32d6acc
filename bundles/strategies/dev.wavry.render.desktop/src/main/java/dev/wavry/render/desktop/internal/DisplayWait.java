package dev.wavry.render.desktop.internal;

/** Sleeps until the display has something to say. */
interface DisplayWait {
    /** True if the connection's library holds events that a wait would not see. Under {@link Sdl#LOCK}; reads the socket if asked. */
    boolean hasUnseen(boolean readSocket);

    /** Sleeps, without any lock; may end early. */
    void await(long maxNanos);

    /** Ends the current or the next wait. Any thread. */
    void wake();

    /** True once the display is gone for good. */
    boolean isBroken();

    /** Frees descriptors; later wakes do nothing. */
    void close();
}
