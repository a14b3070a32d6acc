package dev.wavry.buffer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Direct memory and its addresses. Safe from any thread. */
public final class NativeMemory {
    /** Bytes after the end of every buffer made here that may be read: what vector code of codecs reads beyond the end. */
    public static final int PADDING = 64;

    private static final MethodHandle ADDRESS = addressHandle();

    private NativeMemory() {}

    /** Zeroed direct memory of native byte order, aligned to 64 bytes, with {@link #PADDING} readable bytes behind its capacity. */
    public static ByteBuffer allocate(int bytes) {
        ByteBuffer whole = ByteBuffer.allocateDirect(bytes + 2 * PADDING);
        int skip = (int) (-address(whole) & (PADDING - 1));
        return whole.slice(skip, bytes).order(ByteOrder.nativeOrder());
    }

    /** Address of the first byte (position 0) of a direct buffer. Not for the hot path: keep the answer. */
    public static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("the buffer is on the heap and has no address");
        }
        try {
            return (long) ADDRESS.invokeExact((Buffer) direct.duplicate().clear());
        } catch (Throwable e) {
            throw new IllegalStateException("the address of a direct buffer cannot be read on this Java", e);
        }
    }

    /** The foreign memory API where it is final (Java 22 and later), the address field of the buffer before that. */
    private static MethodHandle addressHandle() {
        try {
            return Runtime.version().feature() >= 22 ? bySegment() : byField();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle bySegment() throws ReflectiveOperationException {
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle ofBuffer = lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
        MethodHandle address = lookup.findVirtual(segment, "address", MethodType.methodType(long.class));
        return MethodHandles.filterReturnValue(ofBuffer, address);
    }

    private static MethodHandle byField() throws ReflectiveOperationException {
        // By the platform loader, because a bundle sees only what it imports.
        Class<?> unsafe = Class.forName("sun.misc.Unsafe", true, ClassLoader.getPlatformClassLoader());
        Field singleton = unsafe.getDeclaredField("theUnsafe");
        singleton.setAccessible(true);
        Object instance = singleton.get(null);
        Field field = Buffer.class.getDeclaredField("address");
        long offset = (long) unsafe.getMethod("objectFieldOffset", Field.class).invoke(instance, field);
        MethodHandle getLong = MethodHandles.publicLookup()
                .findVirtual(unsafe, "getLong", MethodType.methodType(long.class, Object.class, long.class))
                .bindTo(instance);
        return MethodHandles.insertArguments(getLong, 1, offset)
                .asType(MethodType.methodType(long.class, Buffer.class));
    }
}
