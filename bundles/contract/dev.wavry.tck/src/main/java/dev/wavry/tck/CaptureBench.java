package dev.wavry.tck;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.VideoFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A capture's context that keeps the pictures until they are taken. One thread. */
public final class CaptureBench extends Bench implements CaptureContext, CursorSink {
    private final PicturePool pool;
    private final ArrayDeque<VideoFrame> out = new ArrayDeque<>();
    private final FrameSink<VideoFrame> sink = this::keep;
    private Offer answer = Offer.ACCEPTED;
    private int offered;

    /** Lends at most so many pictures at once. */
    public CaptureBench(int mostOut) {
        pool = new PicturePool(mostOut);
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
        return this;
    }

    @Override
    public void shape(CursorShape shape) {
        noteCaller();
    }

    @Override
    public void moved(int x, int y, boolean visible) {
        noteCaller();
    }

    private Offer keep(VideoFrame picture) {
        noteCaller();
        offered++;
        if (answer == Offer.ACCEPTED) {
            out.add(picture);
        } else {
            picture.close();
        }
        return answer;
    }

    /** What the sink answers from now on; pictures that are not accepted are given back at once. */
    public void answer(Offer next) {
        answer = next;
    }

    /** The oldest picture, with its count; null if there is none. */
    public @Nullable VideoFrame poll() {
        return out.poll();
    }

    /** How many pictures ever came. */
    public int offered() {
        return offered;
    }

    /** Pictures that nobody gave back. */
    public int outstanding() {
        return pool.outstanding();
    }

    /** Counts given back once too often. */
    public long misuses() {
        return pool.misuses();
    }

    /** Gives all waiting pictures back. */
    public void discard() {
        for (VideoFrame picture = out.poll(); picture != null; picture = out.poll()) {
            picture.close();
        }
    }
}
