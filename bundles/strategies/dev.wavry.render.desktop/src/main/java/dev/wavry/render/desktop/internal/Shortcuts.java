package dev.wavry.render.desktop.internal;

/** What the person can tell the viewer itself: Ctrl+Alt+Shift and a letter. Called on PRESENT without locks. */
interface Shortcuts {
    /** F: cover the whole screen, or no longer. */
    void toggleFullscreen();

    /** O: show or hide the overlay. */
    void toggleOverlay();

    /** M: catch the mouse and send distances, or release it. */
    void toggleRelativeMouse();

    /** Q: end the session. */
    void askToClose();
}
