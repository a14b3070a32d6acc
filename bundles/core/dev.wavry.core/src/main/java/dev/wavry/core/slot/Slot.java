package dev.wavry.core.slot;

import org.jspecify.annotations.Nullable;

/**
 * A place for one running handle: {@code VACANT -> OPENING -> LIVE -> DRAINING -> VACANT}. While a successor is opening the old
 * one stays live, and while the old one drains the successor is live already (make before break). Belongs to one agent.
 */
public final class Slot<T> {
    /** What is going on. */
    public enum State {
        /** Nothing runs. */
        VACANT,
        /** Something is being opened; what was live still is. */
        OPENING,
        /** Something runs. */
        LIVE,
        /** The successor runs and the old one brings out what is in flight. */
        DRAINING
    }

    private State state = State.VACANT;
    private @Nullable T live;
    private @Nullable T draining;

    /** What is going on. */
    public State state() {
        return state;
    }

    /** What runs, if anything does. */
    public @Nullable T live() {
        return live;
    }

    /** What still drains, if anything does. */
    public @Nullable T draining() {
        return draining;
    }

    /** Something is being opened from now on. */
    public void opening() {
        state = State.OPENING;
    }

    /** What was being opened could not be, or is not wanted any more. */
    public void cancelled() {
        state = live == null ? State.VACANT : State.LIVE;
    }

    /** The successor is live from now on; what was live drains. */
    public void switchTo(T successor) {
        if (draining != null) {
            throw new IllegalStateException("two hand-overs of one slot at the same time");
        }
        draining = live;
        live = successor;
        state = draining == null ? State.LIVE : State.DRAINING;
    }

    /** What drained is closed; answers it. */
    public @Nullable T drained() {
        T gone = draining;
        draining = null;
        state = live == null ? State.VACANT : State.LIVE;
        return gone;
    }

    /** Nothing runs from now on; answers what did. */
    public @Nullable T vacate() {
        T gone = live;
        live = null;
        state = State.VACANT;
        return gone;
    }
}
