package dev.wavry.lab;

/** Pictures kept in the X server, so that showing one costs the painting program nothing. One window's own. */
public interface Film {
    int width();

    int height();

    /** Brings the pictures into the X server; called once before the first {@link #draw}. */
    void upload(Screen screen, long window, int depth);

    /** Copies a picture to a drawable of the film's size. */
    void draw(long display, long graphics, long drawable, int number);
}
