package dev.wavry.tck;

import dev.wavry.buffer.CodedPool;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.Offer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** An encoder's context that keeps the coded frames until they are taken. One thread. */
public final class EncoderBench extends Bench implements EncoderContext {
    /** The most coded frames an encoder may have out. */
    public static final int MOST_OUT = 3;

    private final CodedPool pool = new CodedPool(MOST_OUT);
    private final CodedPool parts = new CodedPool(MOST_PARTS);
    private final ArrayDeque<CodedFrame> out = new ArrayDeque<>();
    // Fields, because a lambda that captures would be made anew at each call.
    private final FrameSink<CodedFrame> sink = this::keep;
    private int offered;

    @Override
    public @Nullable CodedFrame coded(
            FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
        return pool.coded(info, keyFrame, payload, address, onReleased);
    }

    @Override
    public @Nullable CodedFrame codedPart(
            FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
        return parts.codedPart(info, keyFrame, payload, address, onReleased);
    }

    @Override
    public FrameSink<CodedFrame> sink() {
        return sink;
    }

    private Offer keep(CodedFrame frame) {
        noteCaller();
        offered++;
        out.add(frame);
        return Offer.ACCEPTED;
    }

    /** The oldest coded frame, with its count; null if there is none. */
    public @Nullable CodedFrame poll() {
        return out.poll();
    }

    /** How many coded frames wait to be taken. */
    public int waiting() {
        return out.size();
    }

    /** How many coded frames ever came. */
    public int offered() {
        return offered;
    }

    /** Coded frames that nobody gave back. */
    public int outstanding() {
        return pool.outstanding() + parts.outstanding();
    }

    /** Counts given back once too often. */
    public long misuses() {
        return pool.misuses() + parts.misuses();
    }

    /** Gives all waiting frames back. */
    public void discard() {
        for (CodedFrame frame = out.poll(); frame != null; frame = out.poll()) {
            frame.close();
        }
    }
}
