package dev.wavry.lab;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.Xtst;

/** A connection to a display that paints on its root window, looks at its pixels and acts as its mouse. One thread at a time. */
public final class Screen implements AutoCloseable {
    private final XConnection connection;
    private final long graphics;
    private final int width;
    private final int height;
    private final SharedImage shared;

    /**
     * Connects.
     *
     * @throws LabException if no X server answers
     */
    public Screen(String display) {
        XConnection opened = XConnection.tryOpen(display);
        if (opened == null) {
            throw new LabException("No X server answers at '" + display + "'");
        }
        connection = opened;
        graphics = Xdraw.XDefaultGC(connection.display(), Xlib.XDefaultScreen(connection.display()));
        Memory geometry = new Memory(64);
        long at = Pointer.nativeValue(geometry);
        Xlib.XGetGeometry(
                connection.display(), connection.root(), at, at + 8, at + 12, at + 16, at + 20, at + 24, at + 28);
        width = geometry.getInt(16);
        height = geometry.getInt(20);
        shared = new SharedImage(connection, width, height);
    }

    XConnection connection() {
        return connection;
    }

    long graphics() {
        return graphics;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Paints a rectangle on the root window, over all windows' places that are free; done when it returns. */
    public void fill(int rgb, int x, int y, int rectangleWidth, int rectangleHeight) {
        Xdraw.XSetForeground(connection.display(), graphics, rgb);
        Xdraw.XFillRectangle(connection.display(), connection.root(), graphics, x, y, rectangleWidth, rectangleHeight);
        connection.sync();
    }

    /** Paints a picture on the root window; done when it returns. */
    public void paint(int[] rgb, int x, int y, int pictureWidth, int pictureHeight) {
        shared.put(rgb, connection.root(), graphics, x, y, pictureWidth, pictureHeight);
    }

    /** Copies a picture to a drawable at a row. */
    void put(int[] rgb, long drawable, int y, int pictureWidth, int pictureHeight) {
        shared.put(rgb, drawable, graphics, 0, y, pictureWidth, pictureHeight);
    }

    /** Colour of one visible pixel, windows included. */
    public int pixel(int x, int y) {
        shared.grab(connection.root(), x, y, 1, 1);
        return shared.pixel(0);
    }

    /** All visible pixels, row by row, as 0xRRGGBB. */
    public int[] picture() {
        return picture(0, 0, width, height);
    }

    /** The visible pixels of a rectangle, row by row, as 0xRRGGBB. */
    public int[] picture(int x, int y, int rectangleWidth, int rectangleHeight) {
        shared.grab(connection.root(), x, y, rectangleWidth, rectangleHeight);
        int[] rgb = new int[rectangleWidth * rectangleHeight];
        shared.read(rgb, rgb.length);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] &= 0xffffff;
        }
        return rgb;
    }

    /** Looks at a row without making garbage; {@link #seen} answers its pixels. */
    public void lookAtRow(int x, int y, int count) {
        shared.grab(connection.root(), x, y, count, 1);
    }

    /** A pixel of the last {@link #lookAtRow}. */
    public int seen(int index) {
        return shared.pixel(index);
    }

    /** Moves the pointer as a mouse does; done when it returns. */
    public void move(int x, int y) {
        Xtst.XTestFakeMotionEvent(connection.display(), -1, x, y, 0);
        connection.sync();
    }

    /** Presses or lifts a mouse button (1 left); sent but not waited for. */
    public void button(int number, boolean down) {
        Xtst.XTestFakeButtonEvent(connection.display(), number, down ? 1 : 0, 0);
        Xlib.XFlush(connection.display());
    }

    @Override
    public void close() {
        shared.close();
        connection.close();
    }
}
