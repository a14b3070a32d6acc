package dev.wavry.buffer;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;

/** One memory of a pool in its two roles: a slot while it is written, a picture while it is read. */
final class PictureMemory extends Count implements VideoFrame {
    private final PicturePool pool;
    private final VideoFormat format;
    private final ByteBuffer[] planes;
    private final long[] addresses;
    private final int[] strides;
    private final boolean adopted;
    private final FrameInfo info = new FrameInfo();
    private final Region stale = new Region();
    private final Slot slot = new Slot();

    private PictureMemory(PicturePool pool, VideoFormat format, ByteBuffer[] planes, int[] strides, boolean adopted) {
        this.pool = pool;
        this.format = format;
        this.planes = planes.clone();
        this.strides = strides.clone();
        this.adopted = adopted;
        this.addresses = new long[planes.length];
        for (int i = 0; i < planes.length; i++) {
            addresses[i] = NativeMemory.address(planes[i]);
        }
        stale.full(format.width(), format.height());
    }

    static PictureMemory adopt(PicturePool pool, VideoFormat format, ByteBuffer[] planes, int[] strides) {
        return new PictureMemory(pool, format, planes, strides, true);
    }

    static PictureMemory allocate(PicturePool pool, VideoFormat format) {
        int count = format.pixels().planes();
        ByteBuffer[] spare = Spares.SHARED.take(format);
        ByteBuffer[] planes = spare == null ? new ByteBuffer[count] : spare;
        int[] strides = new int[count];
        for (int i = 0; i < count; i++) {
            strides[i] = (rowBytes(format, i) + 63) & -64;
            planes[i] = spare == null ? NativeMemory.allocate(strides[i] * rows(format, i)) : planes[i];
        }
        return new PictureMemory(pool, format, planes, strides, false);
    }

    private static int rowBytes(VideoFormat format, int plane) {
        PixelFormat pixels = format.pixels();
        if (pixels.equals(PixelFormat.BGR0)) {
            return format.width() * 4;
        }
        int half = (format.width() + 1) / 2;
        if (plane > 0 && pixels.equals(PixelFormat.YUV420P)) {
            return half;
        }
        return plane > 0 && pixels.equals(PixelFormat.NV12) ? half * 2 : format.width();
    }

    private static int rows(VideoFormat format, int plane) {
        PixelFormat pixels = format.pixels();
        boolean halved = pixels.equals(PixelFormat.YUV420P) || pixels.equals(PixelFormat.NV12);
        return plane > 0 && halved ? (format.height() + 1) / 2 : format.height();
    }

    /** The pool is closed and nobody has this: another pool may use the memory. */
    void giveUp() {
        if (!adopted) {
            Spares.SHARED.give(format, planes);
        }
    }

    boolean adopted() {
        return adopted;
    }

    FrameSlot lend() {
        info.clear();
        slot.writable = true;
        return slot;
    }

    /** Another memory of the pool holds something newer there; nobody writes this one while the pool's lock is held. */
    void age(Region damage) {
        stale.addAll(damage);
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
        return MemoryKind.HOST;
    }

    @Override
    public ByteBuffer plane(int index) {
        return planes[index];
    }

    @Override
    public long address(int index) {
        return addresses[index];
    }

    @Override
    public int stride(int index) {
        return strides[index];
    }

    @Override
    public long nativeHandle() {
        return 0;
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
        pool.back(this);
    }

    @Override
    void misused() {
        pool.misused();
    }

    /** The writable role. */
    private final class Slot implements FrameSlot {
        private boolean writable;

        @Override
        public ByteBuffer plane(int index) {
            return planes[index];
        }

        @Override
        public long address(int index) {
            return addresses[index];
        }

        @Override
        public int stride(int index) {
            return strides[index];
        }

        @Override
        public FrameInfo info() {
            return info;
        }

        @Override
        public Region stale() {
            return stale;
        }

        @Override
        public VideoFrame publish() {
            if (!writable) {
                throw new IllegalStateException("the slot was published or closed before");
            }
            writable = false;
            pool.published(PictureMemory.this, info.damage());
            stale.clear();
            startCount();
            return PictureMemory.this;
        }

        @Override
        public void close() {
            if (writable) {
                writable = false;
                // Whoever gave up may have written half of it.
                stale.full(format.width(), format.height());
                pool.givenUp(PictureMemory.this);
            }
        }
    }
}
