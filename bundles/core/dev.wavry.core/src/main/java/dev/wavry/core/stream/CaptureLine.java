package dev.wavry.core.stream;

import dev.wavry.buffer.PicturePool;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.core.slot.HandleSleep;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.VideoFrame;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A running capture with everything that belongs to it. */
final class CaptureLine {
    /** One being encoded, one on its way, one being written. */
    private static final int PICTURES = 3;

    final CaptureChoice choice;
    final PicturePool pool = new PicturePool(PICTURES);
    private final Context context;
    private final Capture handle;
    private final HandleSleep sleep;
    private @Nullable Runnable early;

    /**
     * Opens the capture; on OPENER.
     *
     * @param onReopen told that this line should be replaced by a new one, and why
     * @param onFailed told that this line is dead, and why
     */
    CaptureLine(
            CaptureChoice choice,
            CaptureSettings settings,
            MediaClock clock,
            FrameSink<VideoFrame> sink,
            CursorSink cursor,
            BiConsumer<CaptureLine, String> onReopen,
            BiConsumer<CaptureLine, Throwable> onFailed)
            throws CannotOpenException {
        this.choice = choice;
        this.context = new Context(clock, sink, cursor, onReopen, onFailed);
        this.handle = choice.provider().service().open(choice.target(), settings, context);
        this.sleep = new HandleSleep(handle);
    }

    Capture handle() {
        return handle;
    }

    /** Where the media agent sleeps while this is live. */
    HandleSleep sleep() {
        return sleep;
    }

    /** Keeps what the handle said before it was live; on CONTROL. */
    void said(Runnable what) {
        early = what;
    }

    /** Says it again now that it is live; on CONTROL. */
    void live() {
        Runnable what = early;
        early = null;
        if (what != null) {
            what.run();
        }
    }

    /** True if there is no memory for another picture. */
    boolean isFull() {
        return pool.outstanding() >= PICTURES;
    }

    /** True if that is because the capture itself has all of it. */
    boolean keepsAll() {
        return pool.beingWritten() >= PICTURES;
    }

    /** True if nobody reads a picture of this any more, so that its memory may go. */
    boolean isHome() {
        return pool.outstanding() == 0;
    }

    /** Closes the capture; on OPENER, while no agent is inside it and no picture of it is read. */
    void close() {
        context.mute();
        sleep.shut();
        handle.close();
        pool.close();
    }

    private final class Context extends HandleContext implements CaptureContext {
        private final FrameSink<VideoFrame> sink;
        private final CursorSink cursor;

        Context(
                MediaClock clock,
                FrameSink<VideoFrame> sink,
                CursorSink cursor,
                BiConsumer<CaptureLine, String> onReopen,
                BiConsumer<CaptureLine, Throwable> onFailed) {
            super(
                    clock,
                    why -> onReopen.accept(CaptureLine.this, why),
                    cause -> onFailed.accept(CaptureLine.this, cause));
            this.sink = sink;
            this.cursor = cursor;
        }

        @Override
        public FramePool pool() {
            return pool;
        }

        @Override
        public FrameSink<VideoFrame> sink() {
            return sink;
        }

        @Override
        public CursorSink cursor() {
            return cursor;
        }
    }
}
