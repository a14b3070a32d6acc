package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;

/** Makes sure that the root window's pixels are what the pictures promise: blue, green, red, unused. */
final class RootPixels {
    /** Bytes of an {@code XPixmapFormatValues}: depth, bits per pixel, padding of rows in bits. */
    private static final int FORMAT_BYTES = 12;

    private RootPixels() {}

    static void require(XConnection connection) throws CannotOpenException {
        long display = connection.display();
        int screen = Xlib.XDefaultScreen(display);
        int depth = Xlib.XDefaultDepth(display, screen);
        Pointer visual = new Pointer(Xlib.XDefaultVisual(display, screen));
        long red = visual.getLong(24);
        long green = visual.getLong(32);
        long blue = visual.getLong(40);
        int bits = bitsPerPixel(display, depth);
        boolean littleEndian = Xlib.XImageByteOrder(display) == 0;
        if (red != 0xff0000L || green != 0xff00L || blue != 0xffL || bits != 32 || !littleEndian) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    String.format(
                            "The X screen has %d bits per pixel at depth %d with masks %x/%x/%x, %s first,"
                                    + " and only 32 bits with ff0000/ff00/ff, least significant byte first, can be captured",
                            bits, depth, red, green, blue, littleEndian ? "least" : "most"),
                    "Run the X server with a colour depth of 24");
        }
    }

    private static int bitsPerPixel(long display, int depth) {
        try (Memory count = new Memory(4)) {
            long formats = Xlib.XListPixmapFormats(display, Pointer.nativeValue(count));
            if (formats == 0) {
                return 0;
            }
            Pointer array = new Pointer(formats);
            int bits = 0;
            for (int i = 0; i < count.getInt(0); i++) {
                if (array.getInt((long) i * FORMAT_BYTES) == depth) {
                    bits = array.getInt((long) i * FORMAT_BYTES + 4);
                }
            }
            Xlib.XFree(formats);
            return bits;
        }
    }
}
