package dev.wavry.lib.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sleeps until a file descriptor has something to read, somebody calls {@link #wake} or the time is over; allocates nothing.
 *
 * <p>{@link #await} belongs to one thread, {@link #wake} to any.
 */
@ProviderType
public final class WakeableWait implements AutoCloseable {
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    private static final int POLLFD_BYTES = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Memory memory = new Memory(2 * POLLFD_BYTES + 16 + 16);
    private final long descriptors = Pointer.nativeValue(memory);
    private final long timeout = descriptors + 2 * POLLFD_BYTES;
    private final long readBuffer = timeout + 16;
    private final long one = readBuffer + 8;
    private final int wakeDescriptor;
    private final Object closing = new Object();
    private boolean closed;

    /**
     * Watches a descriptor, which stays the caller's; none if it is negative.
     *
     * @throws IllegalStateException if the process has no descriptor left
     */
    public WakeableWait(int descriptor) {
        wakeDescriptor = LibC.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (wakeDescriptor < 0) {
            throw new IllegalStateException("the process has no file descriptor left for an eventfd");
        }
        memory.clear();
        memory.setInt(0, descriptor);
        memory.setShort(4, POLLIN);
        memory.setInt(POLLFD_BYTES, wakeDescriptor);
        memory.setShort(POLLFD_BYTES + 4, POLLIN);
        memory.setLong(one - descriptors, 1);
    }

    /**
     * Sleeps.
     *
     * @param maxNanos longest time; 0 or less looks without sleeping
     * @return true if the descriptor has something (or its far end is gone), false if woken or the time is over
     */
    public boolean await(long maxNanos) {
        long nanos = Math.max(0, maxNanos);
        memory.setLong(timeout - descriptors, nanos / NANOS_PER_SECOND);
        memory.setLong(timeout - descriptors + 8, nanos % NANOS_PER_SECOND);
        if (LibC.ppoll(descriptors, 2, timeout, 0) <= 0) {
            return false;
        }
        if (memory.getShort(POLLFD_BYTES + 6) != 0) {
            LibC.read(wakeDescriptor, readBuffer, 8);
        }
        return memory.getShort(6) != 0;
    }

    /**
     * Watches another descriptor from the next {@link #await} on; called by the thread that awaits.
     *
     * @param descriptor negative for none, such as after the far end is gone, because then it would always be readable
     */
    public void watch(int descriptor) {
        memory.setInt(0, descriptor);
    }

    /** Ends the current or the next {@link #await} at once; does nothing after {@link #close}. */
    public void wake() {
        synchronized (closing) {
            if (!closed) {
                LibC.write(wakeDescriptor, one, 8);
            }
        }
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (!closed) {
                closed = true;
                LibC.close(wakeDescriptor);
            }
        }
    }
}
