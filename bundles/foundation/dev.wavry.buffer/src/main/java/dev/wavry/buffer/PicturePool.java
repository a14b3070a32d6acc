package dev.wavry.buffer;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures for one handle. Memory given back last is handed out first, so that a pipeline that works picture by picture writes
 * into the same memory again and has only the new damage to fill in. Safe from any thread; allocates only while it grows.
 */
public final class PicturePool implements FramePool {
    private final List<PictureMemory> all = new ArrayList<>();
    private final ArrayList<PictureMemory> home = new ArrayList<>();
    private final int mostOut;
    private int out;
    private int written;
    private boolean closed;
    private long misuses;

    /**
     * @param mostOut how many pictures may be out at once, at least 1
     */
    public PicturePool(int mostOut) {
        this.mostOut = mostOut;
    }

    @Override
    public synchronized @Nullable FrameSlot tryAcquire(VideoFormat format) {
        if (closed || out >= mostOut) {
            return null;
        }
        for (int i = home.size() - 1; i >= 0; i--) {
            PictureMemory memory = home.get(i);
            if (memory.format().equals(format)) {
                home.remove(i);
                out++;
                written++;
                return memory.lend();
            }
        }
        return grow(format);
    }

    private @Nullable FrameSlot grow(VideoFormat format) {
        forgetOtherFormats(format);
        if (all.size() >= mostOut) {
            return null;
        }
        PictureMemory memory = PictureMemory.allocate(this, format);
        all.add(memory);
        out++;
        written++;
        return memory.lend();
    }

    private void forgetOtherFormats(VideoFormat format) {
        home.removeIf(memory -> !memory.adopted() && !memory.format().equals(format) && all.remove(memory));
    }

    @Override
    public synchronized void adopt(VideoFormat format, ByteBuffer[] planes, int[] strides) {
        PictureMemory memory = PictureMemory.adopt(this, format, planes, strides);
        all.add(memory);
        home.add(memory);
    }

    @Override
    public synchronized @Nullable VideoFrame wrap(
            FrameInfo info, VideoFormat format, MemoryKind memory, long handle, Runnable onReleased) {
        if (out >= mostOut) {
            return null;
        }
        out++;
        return new HandlePicture(this, info, format, memory, handle, onReleased);
    }

    @Override
    public synchronized int outstanding() {
        return out;
    }

    /** How many of those that are out are still being written, which is the business of whoever acquired them. */
    public synchronized int beingWritten() {
        return written;
    }

    /** How often something was closed or retained that was not held any more; anything but 0 is a defect of a strategy. */
    public synchronized long misuses() {
        return misuses;
    }

    /** Everything written into the other memories is older than what {@code published} holds now. */
    synchronized void published(PictureMemory published, Region damage) {
        written--;
        for (int i = 0; i < all.size(); i++) {
            PictureMemory other = all.get(i);
            if (other != published) {
                other.age(damage);
            }
        }
    }

    /** Nothing was written after all. */
    synchronized void givenUp(PictureMemory memory) {
        written--;
        back(memory);
    }

    synchronized void back(PictureMemory memory) {
        out--;
        if (closed) {
            memory.giveUp();
        } else {
            home.add(memory);
        }
    }

    /** Hands out nothing any more; memory that is home, or comes home later, may serve another pool. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            home.forEach(PictureMemory::giveUp);
            home.clear();
        }
    }

    synchronized void handleBack() {
        out--;
    }

    synchronized void misused() {
        misuses++;
    }
}
