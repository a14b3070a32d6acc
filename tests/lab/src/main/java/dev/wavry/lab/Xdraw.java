package dev.wavry.lab;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.wavry.lib.x11.Xext;
import dev.wavry.lib.x11.Xlib;

/** Calls of libX11 that draw and make windows; as in its manual. */
final class Xdraw {
    static final int Z_PIXMAP = 2;
    static final long BUTTON_PRESS_MASK = 1 << 2;
    static final int BUTTON_PRESS = 4;
    static final long ALL_PLANES = -1;

    static {
        Native.register(Xdraw.class, NativeLibrary.getInstance(Xlib.SONAME));
    }

    private Xdraw() {}

    static native long XDefaultGC(long display, int screen);

    static native int XSetForeground(long display, long graphics, long pixel);

    static native int XFillRectangle(long display, long drawable, long graphics, int x, int y, int width, int height);

    static native int XCopyArea(
            long display, long from, long to, long graphics, int x, int y, int width, int height, int toX, int toY);

    static native long XCreatePixmap(long display, long drawable, int width, int height, int depth);

    static native long XCreateSimpleWindow(
            long display, long parent, int x, int y, int width, int height, int border, long borderPixel, long pixel);

    static native int XSelectInput(long display, long window, long mask);

    static native int XMapRaised(long display, long window);

    static native int XMoveWindow(long display, long window, int x, int y);

    static native int XDestroyWindow(long display, long window);

    static native int XWarpPointer(
            long display, long from, long to, int x, int y, int width, int height, int toX, int toY);

    /** MIT-SHM calls that the library bundle does not need. */
    static final class Shm {
        static {
            Native.register(Shm.class, NativeLibrary.getInstance(Xext.SONAME));
        }

        private Shm() {}

        static native long XShmCreateImage(
                long display, long visual, int depth, int format, long data, long info, int width, int height);

        static native int XShmPutImage(
                long display,
                long drawable,
                long graphics,
                long image,
                int x,
                int y,
                int toX,
                int toY,
                int width,
                int height,
                int sendEvent);
    }
}
