package dev.wavry.tck;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.VideoFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A decoder's context that keeps the pictures until they are taken. One thread. */
public final class DecoderBench extends Bench implements DecoderContext {
    private final PicturePool pool;
    private final ArrayDeque<VideoFrame> out = new ArrayDeque<>();
    private final FrameSink<VideoFrame> sink = this::keep;
    private int offered;

    /** Lends at most so many pictures at once. */
    public DecoderBench(int mostOut) {
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

    private Offer keep(VideoFrame picture) {
        noteCaller();
        offered++;
        out.add(picture);
        return Offer.ACCEPTED;
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

    /** How many pictures wait to be taken. */
    public int waiting() {
        return out.size();
    }

    /** Gives all waiting pictures back. */
    public void discard() {
        for (VideoFrame picture = out.poll(); picture != null; picture = out.poll()) {
            picture.close();
        }
    }
}
