package dev.wavry.render.desktop.internal;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.NativeLongByReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** An Xvfb of the test's own and a client that looks at windows and types. */
final class XServer implements AutoCloseable {
    private static final int Z_PIXMAP = 2;
    private static final int IMAGE_DATA_OFFSET = 16;
    private static final int IMAGE_STRIDE_OFFSET = 44;

    interface X11 extends Library {
        X11 I = Native.load("X11", X11.class);

        Pointer XOpenDisplay(String name);

        int XCloseDisplay(Pointer display);

        NativeLong XDefaultRootWindow(Pointer display);

        Pointer XGetImage(
                Pointer display, NativeLong drawable, int x, int y, int w, int h, NativeLong planes, int format);

        int XDestroyImage(Pointer image);

        int XResizeWindow(Pointer display, NativeLong window, int width, int height);

        int XSetInputFocus(Pointer display, NativeLong window, int revertTo, NativeLong time);

        int XGetInputFocus(Pointer display, NativeLongByReference window, IntByReference revertTo);

        int XWarpPointer(Pointer display, NativeLong from, NativeLong to, int sx, int sy, int sw, int sh, int x, int y);

        Pointer XSetErrorHandler(ErrorHandler handler);

        int XSync(Pointer display, int discard);
    }

    interface ErrorHandler extends Callback {
        int error(Pointer display, Pointer event);
    }

    interface XFixes extends Library {
        XFixes I = Native.load("Xfixes", XFixes.class);

        Pointer XFixesGetCursorImage(Pointer display);

        int XFixesQueryExtension(Pointer display, IntByReference event, IntByReference error);
    }

    interface XTest extends Library {
        XTest I = Native.load("Xtst", XTest.class);

        int XTestFakeKeyEvent(Pointer display, int keycode, int down, NativeLong delay);

        int XTestFakeButtonEvent(Pointer display, int button, int down, NativeLong delay);

        int XTestFakeRelativeMotionEvent(Pointer display, int dx, int dy, NativeLong delay);
    }

    /** Xlib's own ends the process; looking at a window that is just being resized is an error that passes. */
    private static final ErrorHandler PATIENT = (display, event) -> 0;

    private final Process process;
    private final String name;
    private final Pointer display;

    XServer(int width, int height) throws IOException {
        process = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        name = ":"
                + new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
        X11.I.XSetErrorHandler(PATIENT);
        display = X11.I.XOpenDisplay(name);
        if (display == null) {
            process.destroy();
            throw new IOException("no X server on " + name);
        }
    }

    String name() {
        return name;
    }

    /** Pixels of a window, 0xRRGGBB. */
    int[] pixels(long window, int x, int y, int width, int height) {
        Pointer image = X11.I.XGetImage(
                display, new NativeLong(window), x, y, width, height, new NativeLong(0xFFFFFF), Z_PIXMAP);
        if (image == null) {
            return new int[0];
        }
        Pointer data = image.getPointer(IMAGE_DATA_OFFSET);
        int stride = image.getInt(IMAGE_STRIDE_OFFSET);
        int[] pixels = new int[width * height];
        for (int row = 0; row < height; row++) {
            data.read((long) row * stride, pixels, row * width, width);
        }
        X11.I.XDestroyImage(image);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xFFFFFF;
        }
        return pixels;
    }

    int pixel(long window, int x, int y) {
        int[] one = pixels(window, x, y, 1, 1);
        return one.length == 0 ? -1 : one[0];
    }

    void resize(long window, int width, int height) {
        X11.I.XResizeWindow(display, new NativeLong(window), width, height);
        sync();
    }

    void focus(long window) {
        X11.I.XSetInputFocus(display, new NativeLong(window), 1, new NativeLong(0));
        sync();
    }

    void focusRoot() {
        focus(X11.I.XDefaultRootWindow(display).longValue());
    }

    void point(long window, int x, int y) {
        X11.I.XWarpPointer(display, new NativeLong(0), new NativeLong(window), 0, 0, 0, 0, x, y);
        sync();
    }

    void moveBy(int dx, int dy) {
        XTest.I.XTestFakeRelativeMotionEvent(display, dx, dy, new NativeLong(0));
        sync();
    }

    void key(int hidKeycode, boolean down) {
        XTest.I.XTestFakeKeyEvent(display, hidKeycode, down ? 1 : 0, new NativeLong(0));
        sync();
    }

    void button(int button, boolean down) {
        XTest.I.XTestFakeButtonEvent(display, button, down ? 1 : 0, new NativeLong(0));
        sync();
    }

    /** Size, hot spot and first and last pixel (premultiplied ARGB) of the pointer's picture. */
    String cursor() {
        XFixes.I.XFixesQueryExtension(display, new IntByReference(), new IntByReference());
        Pointer image = XFixes.I.XFixesGetCursorImage(display);
        int width = image.getShort(4);
        int height = image.getShort(6);
        Pointer pixels = image.getPointer(24);
        long last = pixels.getLong(8L * (width * height - 1));
        return width + "x" + height + " at " + image.getShort(8) + "," + image.getShort(10) + ": "
                + Integer.toHexString((int) pixels.getLong(0)) + " " + Integer.toHexString((int) last);
    }

    private void sync() {
        X11.I.XSync(display, 0);
    }

    @Override
    public void close() {
        X11.I.XCloseDisplay(display);
        process.destroy();
        process.onExit().join();
    }
}
