package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xext;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;

/**
 * Copies rectangles of the screen into pictures. The server packs the rows of what it is asked for, so bands as wide as the
 * picture land in place and anything narrower goes through a scratch segment.
 */
final class Grabber {
    /** One written, one being encoded, one waiting. */
    private static final int PICTURES = 3;

    private static final long ALL_PLANES = -1;

    private final XConnection connection;
    private final int originX;
    private final int originY;
    private final VideoFormat format;
    private final long rowBytes;
    private final ShmSegment[] pictures = new ShmSegment[PICTURES];
    private final ShmSegment scratch;
    private final XImage image = new XImage();

    private Grabber(XConnection connection, CaptureTarget target, VideoFormat format) throws CannotOpenException {
        this.connection = connection;
        this.originX = target.x();
        this.originY = target.y();
        this.format = format;
        this.rowBytes = format.width() * 4L;
        long bytes = rowBytes * format.height();
        this.scratch = ShmSegment.allocate(connection, bytes);
        for (int i = 0; i < PICTURES; i++) {
            pictures[i] = allocateOrFree(bytes);
        }
    }

    /** Makes the memory and lends it to the pool. */
    static Grabber open(XConnection connection, CaptureTarget target, FramePool pool) throws CannotOpenException {
        VideoFormat format = new VideoFormat(target.width(), target.height(), PixelFormat.BGR0);
        Grabber grabber = new Grabber(connection, target, format);
        for (ShmSegment picture : grabber.pictures) {
            pool.adopt(format, new ByteBuffer[] {picture.bytes()}, new int[] {(int) grabber.rowBytes});
        }
        return grabber;
    }

    private ShmSegment allocateOrFree(long bytes) throws CannotOpenException {
        try {
            return ShmSegment.allocate(connection, bytes);
        } catch (CannotOpenException cannot) {
            free(true);
            throw cannot;
        }
    }

    /** Size and layout of the pictures. */
    VideoFormat format() {
        return format;
    }

    /** Makes the planned rectangles of the slot what the screen is now; false if the server refused. */
    boolean grab(FrameSlot slot, GrabPlan plan) {
        ShmSegment own = segmentOf(slot.address(0));
        for (int i = 0; i < plan.count(); i++) {
            boolean band = own != null && plan.width(i) == format.width();
            boolean done = band
                    ? request(own, plan.y(i) * rowBytes, plan, i)
                    : request(scratch, 0, plan, i) && copyRows(slot, plan, i);
            if (!done) {
                return false;
            }
        }
        return true;
    }

    private boolean request(ShmSegment into, long offset, GrabPlan plan, int i) {
        long address = image.describe(into, offset, plan.width(i), plan.height(i));
        return Xext.XShmGetImage(
                        connection.display(),
                        connection.root(),
                        address,
                        originX + plan.x(i),
                        originY + plan.y(i),
                        ALL_PLANES)
                != 0;
    }

    private boolean copyRows(FrameSlot slot, GrabPlan plan, int i) {
        ByteBuffer to = slot.plane(0);
        ByteBuffer from = scratch.bytes();
        int stride = slot.stride(0);
        int packed = plan.width(i) * 4;
        int at = plan.y(i) * stride + plan.x(i) * 4;
        for (int row = 0; row < plan.height(i); row++, at += stride) {
            to.put(at, from, row * packed, packed);
        }
        return true;
    }

    private @org.jspecify.annotations.Nullable ShmSegment segmentOf(long address) {
        for (ShmSegment picture : pictures) {
            if (picture.address() == address) {
                return picture;
            }
        }
        return null;
    }

    /**
     * Frees the server's side, and ours unless somebody still reads a picture: then the memory stays until the process ends, because taking
     * it away would end the process now.
     */
    void free(boolean nobodyReads) {
        for (ShmSegment picture : pictures) {
            if (picture != null) {
                picture.detachServer();
                if (nobodyReads) {
                    picture.close();
                }
            }
        }
        scratch.detachServer();
        scratch.close();
        image.close();
    }

    /** The {@code XImage} of a request: describes where the answer goes. */
    private static final class XImage implements AutoCloseable {
        private static final int Z_PIXMAP = 2;
        private final Memory memory = new Memory(136);

        XImage() {
            memory.clear();
            memory.setInt(12, Z_PIXMAP);
        }

        long describe(ShmSegment segment, long offset, int width, int height) {
            memory.setInt(0, width);
            memory.setInt(4, height);
            memory.setLong(16, segment.address() + offset);
            memory.setLong(80, segment.info());
            return Pointer.nativeValue(memory);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
