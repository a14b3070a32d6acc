package dev.wavry.lib.x11;

import org.osgi.annotation.versioning.ProviderType;

/** Calls of the C library: shared memory (System V, the kind MIT-SHM takes) and waiting. Safe from any thread. */
@ProviderType
public final class LibC {
    /** The library. */
    public static final String SONAME = "libc.so.6";
    /** {@code shmget}: a segment nobody else can find by key. */
    public static final int IPC_PRIVATE = 0;
    /** {@code shmget}: make it. */
    public static final int IPC_CREAT = 0x200;
    /** {@code shmctl}: destroy it as soon as nobody has it attached. */
    public static final int IPC_RMID = 0;

    static {
        XLibraries.bind(LibC.class, SONAME);
    }

    private LibC() {}

    public static native int shmget(int key, long bytes, int flags);

    public static native long shmat(int id, long wishedAddress, int flags);

    public static native int shmdt(long address);

    public static native int shmctl(int id, int command, long buffer);

    public static native int eventfd(int initial, int flags);

    public static native int ppoll(long descriptors, long count, long timeout, long signalMask);

    public static native long read(int descriptor, long buffer, long bytes);

    public static native long write(int descriptor, long buffer, long bytes);

    public static native int close(int descriptor);
}
