package dev.wavry.lib.x11.testing;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;

/** A program that draws on the root window and moves the pointer; every call is finished when it returns. */
public final class Painter implements AutoCloseable {
    private final XConnection connection;
    private final long graphics;

    /** Connects to a server. */
    public Painter(String display) {
        XConnection opened = XConnection.tryOpen(display);
        if (opened == null) {
            throw new AssertionError("no X server answers at " + display);
        }
        connection = opened;
        graphics = Calls.XDefaultGC(connection.display(), Xlib.XDefaultScreen(connection.display()));
    }

    /** Fills a rectangle. */
    public void fill(int rgb, int x, int y, int width, int height) {
        queue(rgb, x, y, width, height);
        connection.sync();
    }

    /** Asks for a rectangle without waiting. */
    public void queue(int rgb, int x, int y, int width, int height) {
        Calls.XSetForeground(connection.display(), graphics, rgb);
        Calls.XFillRectangle(connection.display(), connection.root(), graphics, x, y, width, height);
    }

    /** Sends what was queued without waiting until it is done. */
    public void flush() {
        Xlib.XFlush(connection.display());
    }

    /** Moves the pointer as a program does, without a motion of any device. */
    public void warp(int x, int y) {
        Calls.XWarpPointer(connection.display(), 0, connection.root(), 0, 0, 0, 0, x, y);
        connection.sync();
    }

    /** Gives the root window a pointer of the standard cursor font. */
    public void cursor(int shape) {
        long cursor = Calls.XCreateFontCursor(connection.display(), shape);
        Calls.XDefineCursor(connection.display(), connection.root(), cursor);
        connection.sync();
    }

    @Override
    public void close() {
        connection.close();
    }

    private static final class Calls {
        static {
            Native.register(Calls.class, NativeLibrary.getInstance(Xlib.SONAME));
        }

        static native long XDefaultGC(long display, int screen);

        static native int XSetForeground(long display, long graphics, long pixel);

        static native int XFillRectangle(
                long display, long drawable, long graphics, int x, int y, int width, int height);

        static native int XWarpPointer(
                long display, long from, long to, int x, int y, int width, int height, int toX, int toY);

        static native long XCreateFontCursor(long display, int shape);

        static native int XDefineCursor(long display, long window, long cursor);
    }
}
