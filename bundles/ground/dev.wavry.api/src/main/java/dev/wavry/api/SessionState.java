package dev.wavry.api;

/** Where a session is in its life. */
public enum SessionState {
    /** Keys are being exchanged. */
    CONNECTING("connecting"),
    /** Both sides agree on display, codec and size. */
    NEGOTIATING("agreeing on a picture"),
    /** Pictures flow. */
    RUNNING("running"),
    /** Nothing can be shown at the moment; the session goes on by itself when that changes. */
    PAUSED("paused"),
    /** The far side does not answer; this side tries again by itself with the keys both have. */
    RESUMING("resuming"),
    /** Over; the reason says why. */
    ENDED("ended");

    private final String text;

    SessionState(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
