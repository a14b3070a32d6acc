package dev.wavry.buffer;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;

/** A picture in memory that only its handle describes. */
final class HandlePicture extends Count implements VideoFrame {
    private final PicturePool pool;
    private final FrameInfo info;
    private final VideoFormat format;
    private final MemoryKind memory;
    private final long handle;
    private final Runnable onReleased;

    HandlePicture(
            PicturePool pool, FrameInfo info, VideoFormat format, MemoryKind memory, long handle, Runnable onReleased) {
        this.pool = pool;
        this.info = new FrameInfo().copyFrom(info);
        this.format = format;
        this.memory = memory;
        this.handle = handle;
        this.onReleased = onReleased;
        startCount();
    }

    @Override
    public FrameInfo info() {
        return info;
    }

    @Override
    public VideoFormat format() {
        return format;
    }

    @Override
    public MemoryKind memory() {
        return memory;
    }

    @Override
    public ByteBuffer plane(int index) {
        throw new IllegalStateException("pixels in " + memory.id() + " memory cannot be read here");
    }

    @Override
    public long address(int index) {
        return 0;
    }

    @Override
    public int stride(int index) {
        return 0;
    }

    @Override
    public long nativeHandle() {
        return handle;
    }

    @Override
    public VideoFrame retain() {
        oneMore();
        return this;
    }

    @Override
    public void close() {
        oneLess();
    }

    @Override
    void goHome() {
        pool.handleBack();
        onReleased.run();
    }

    @Override
    void misused() {
        pool.misused();
    }
}
