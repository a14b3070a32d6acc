package dev.wavry.codec.isolated.internal;

import dev.wavry.spi.media.VideoFormat;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that both processes map: one picture, and room for {@value #SLOTS} coded frames. In memory where the system has a place for that.
 * It is there for its owner only, and only until the child has it too.
 */
final class SharedMemory implements AutoCloseable {
    /** As many coded frames may come of one picture, if the encoder holds some back. */
    static final int SLOTS = 3;

    private static final Path IN_MEMORY = Path.of("/dev/shm");
    /** More than a picture that is not compressed, and what its codec says about it. */
    private static final int LEAST_CODED_BYTES = 1 << 16;

    private static final int MOST_CODED_BYTES = 16 << 20;

    private final Path file;
    private final int stride;
    private final int codedBytes;
    private final MappedByteBuffer all;
    private final ByteBuffer picture;
    private final ByteBuffer[] coded = new ByteBuffer[SLOTS];
    private boolean closed;

    private SharedMemory(Path file, VideoFormat format, boolean fresh) throws IOException {
        this.file = file;
        stride = (format.width() * 4 + 63) & -64;
        int pictureBytes = Math.multiplyExact(stride, format.height());
        codedBytes = Math.min(MOST_CODED_BYTES, pictureBytes + LEAST_CODED_BYTES);
        long size = pictureBytes + (long) SLOTS * codedBytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (!fresh && channel.size() != size) {
                throw new IOException("the shared file has " + channel.size() + " bytes instead of " + size);
            }
            all = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        }
        all.order(ByteOrder.nativeOrder());
        picture = all.slice(0, pictureBytes).order(ByteOrder.nativeOrder());
        for (int i = 0; i < SLOTS; i++) {
            coded[i] = all.slice(pictureBytes + i * codedBytes, codedBytes);
        }
    }

    /** Makes it; in the parent. */
    static SharedMemory create(VideoFormat format) throws IOException {
        boolean owned = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = owned
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path file = Files.isWritable(IN_MEMORY)
                ? Files.createTempFile(IN_MEMORY, "wavry-", ".isolated", ownerOnly)
                : Files.createTempFile("wavry-", ".isolated", ownerOnly);
        try {
            return new SharedMemory(file, format, true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Maps what the parent made; in the child. */
    static SharedMemory open(Path file, VideoFormat format) throws IOException {
        return new SharedMemory(file, format, false);
    }

    Path file() {
        return file;
    }

    /** Nobody else needs the name any more; what is mapped stays. */
    void forgetName() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The pixels, BGR0. */
    ByteBuffer picture() {
        return picture;
    }

    /** Bytes of a row of the picture. */
    int stride() {
        return stride;
    }

    /** Room for one coded frame. */
    ByteBuffer coded(int slot) {
        return coded[slot];
    }

    /** How much room that is. */
    int codedBytes() {
        return codedBytes;
    }

    /** Nobody may touch any of the buffers from now on. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            forgetName();
            unmap(all);
        }
    }

    /** The collector would do it too, but who knows when, and a hand-over would leave megabytes behind each time. */
    private static void unmap(MappedByteBuffer mapped) {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe", true, ClassLoader.getPlatformClassLoader());
            Field singleton = unsafe.getDeclaredField("theUnsafe");
            singleton.setAccessible(true);
            Method clean = unsafe.getMethod("invokeCleaner", ByteBuffer.class);
            clean.invoke(singleton.get(null), mapped);
        } catch (ReflectiveOperationException e) {
            // Then the collector does it.
        }
    }
}
