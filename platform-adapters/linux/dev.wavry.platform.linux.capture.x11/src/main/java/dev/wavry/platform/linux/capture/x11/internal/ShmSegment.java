package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.LibC;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xext;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that the X server writes and we read. */
final class ShmSegment implements AutoCloseable {
    private final XConnection connection;
    private final Memory info = new Memory(32);
    private final long address;
    private final ByteBuffer bytes;
    private boolean mapped = true;

    private ShmSegment(XConnection connection, int id, long address, long size) {
        this.connection = connection;
        this.address = address;
        this.bytes = new Pointer(address).getByteBuffer(0, size).order(ByteOrder.nativeOrder());
        info.clear();
        info.setInt(8, id);
        info.setLong(16, address);
    }

    /** Makes memory that vanishes with the last process that has it mapped, even if this one is killed. */
    static ShmSegment allocate(XConnection connection, long size) throws CannotOpenException {
        int id = LibC.shmget(LibC.IPC_PRIVATE, size, LibC.IPC_CREAT | 0600);
        long address = id < 0 ? -1 : LibC.shmat(id, 0, 0);
        if (address == -1) {
            if (id >= 0) {
                LibC.shmctl(id, LibC.IPC_RMID, 0);
            }
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "There is no shared memory of " + size + " bytes for the pictures of the screen",
                    "Raise kernel.shmmax and kernel.shmall, or free segments (see ipcs -m)");
        }
        ShmSegment segment = new ShmSegment(connection, id, address, size);
        int refused = attach(connection, segment);
        LibC.shmctl(id, LibC.IPC_RMID, 0);
        if (refused != 0 || connection.isLost()) {
            segment.close();
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The X server at '" + connection.name() + "' cannot reach this machine's shared memory (error "
                            + refused + ")",
                    "Run Wavry on the machine and in the container that the X server runs in");
        }
        return segment;
    }

    private static int attach(XConnection connection, ShmSegment segment) {
        Xext.XShmAttach(connection.display(), segment.info());
        return connection.sync();
    }

    /** Address of the {@code XShmSegmentInfo}. */
    long info() {
        return Pointer.nativeValue(info);
    }

    /** First byte of the memory. */
    long address() {
        return address;
    }

    /** The memory. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Lets the server forget it, but keeps it readable here. */
    void detachServer() {
        Xext.XShmDetach(connection.display(), info());
    }

    /** Unmaps it; touching {@link #bytes} afterwards ends the process. */
    @Override
    public void close() {
        if (mapped) {
            mapped = false;
            LibC.shmdt(address);
        }
    }
}
