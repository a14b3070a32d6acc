package dev.wavry.lab;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.LibC;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xext;
import dev.wavry.lib.x11.Xlib;

/** Memory shared with an X server and the {@code XImage} over it, whose size may be made smaller for small grabs. */
final class SharedImage implements AutoCloseable {
    private static final long X_IMAGE_BYTES = 136;
    private static final int BYTES_PER_PIXEL = 4;

    private final XConnection connection;
    private final Memory info = new Memory(32);
    private final long address;
    private final Pointer pixels;
    private final long image;
    private final Pointer imageFields;

    SharedImage(XConnection connection, int width, int height) {
        this.connection = connection;
        long bytes = (long) width * height * BYTES_PER_PIXEL;
        int id = LibC.shmget(LibC.IPC_PRIVATE, bytes, LibC.IPC_CREAT | 0600);
        address = id < 0 ? -1 : LibC.shmat(id, 0, 0);
        if (address == -1) {
            throw new LabException("There is no shared memory of " + bytes + " bytes; free segments (see ipcs -m)");
        }
        pixels = new Pointer(address);
        info.clear();
        info.setInt(8, id);
        info.setLong(16, address);
        Xext.XShmAttach(connection.display(), Pointer.nativeValue(info));
        int refused = connection.sync();
        LibC.shmctl(id, LibC.IPC_RMID, 0);
        if (refused != 0) {
            throw new LabException("The X server '" + connection.name() + "' does not take shared memory");
        }
        long display = connection.display();
        int screen = Xlib.XDefaultScreen(display);
        image = Xdraw.Shm.XShmCreateImage(
                display,
                Xlib.XDefaultVisual(display, screen),
                Xlib.XDefaultDepth(display, screen),
                Xdraw.Z_PIXMAP,
                address,
                Pointer.nativeValue(info),
                width,
                height);
        imageFields = new Pointer(image).share(0, X_IMAGE_BYTES);
    }

    /** Sets the size of the next transfer; rows are packed at its width. */
    private void size(int width, int height) {
        imageFields.setInt(0, width);
        imageFields.setInt(4, height);
        imageFields.setInt(44, width * BYTES_PER_PIXEL);
    }

    /** Reads a rectangle of a drawable. */
    void grab(long drawable, int x, int y, int width, int height) {
        size(width, height);
        if (Xext.XShmGetImage(connection.display(), drawable, image, x, y, Xdraw.ALL_PLANES) == 0) {
            throw new LabException("The X server '" + connection.name() + "' did not hand out " + width + "x" + height
                    + " pixels at " + x + "," + y);
        }
    }

    /** Copies pixels made by {@code fill} to a drawable and waits until that is done. */
    void put(int[] rgb, long drawable, long graphics, int x, int y, int width, int height) {
        size(width, height);
        pixels.write(0, rgb, 0, width * height);
        Xdraw.Shm.XShmPutImage(connection.display(), drawable, graphics, image, 0, 0, x, y, width, height, 0);
        connection.sync();
    }

    /** A pixel of the last grab, by its index. */
    int pixel(int index) {
        return pixels.getInt((long) index * BYTES_PER_PIXEL) & 0xffffff;
    }

    /** Copies the last grab out. */
    void read(int[] into, int count) {
        pixels.read(0, into, 0, count);
    }

    @Override
    public void close() {
        Xext.XShmDetach(connection.display(), Pointer.nativeValue(info));
        connection.sync();
        LibC.shmdt(address);
    }
}
