package dev.wavry.platform.linux.capture.x11.internal;

import dev.wavry.buffer.CounterSet;
import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands for the core: takes pictures, copies what they declare as changed into a screen of its own, and notes the rest. */
final class Consumer implements CaptureContext, CursorSink, StrategyEvents {
    final PicturePool pool = new PicturePool(4);
    final CounterSet counters = new CounterSet();
    final Region lastDamage = new Region();
    final List<String> reopenReasons = new ArrayList<>();
    final List<VideoFrame> held = new ArrayList<>();
    Offer answer = Offer.ACCEPTED;
    boolean hold;
    int pictures;
    long lastSequence;
    long lastChangedNanos;
    long lastCapturedNanos;

    @Nullable
    Throwable failure;

    @Nullable
    CursorShape shape;

    int pointerX = -1;
    int pointerY = -1;
    int moves;

    @Nullable
    ByteBuffer screen;

    int width;

    private final FrameSink<VideoFrame> sink = this::take;

    private Offer take(VideoFrame frame) {
        Offer given = answer;
        lastDamage.copyFrom(frame.info().damage());
        lastSequence = frame.info().sequence();
        lastChangedNanos = frame.info().nanos(Stage.CHANGED);
        lastCapturedNanos = frame.info().nanos(Stage.CAPTURED);
        pictures++;
        if (given == Offer.ACCEPTED) {
            copyDamage(frame);
        }
        if (hold) {
            held.add(frame.retain());
        }
        frame.close();
        return given;
    }

    private void copyDamage(VideoFrame frame) {
        width = frame.format().width();
        ByteBuffer to = screen;
        if (to == null) {
            to = ByteBuffer.allocateDirect(width * frame.format().height() * 4).order(ByteOrder.LITTLE_ENDIAN);
            screen = to;
        }
        for (int i = 0; i < lastDamage.count(); i++) {
            for (int y = lastDamage.y(i); y < lastDamage.y(i) + lastDamage.height(i); y++) {
                int x = lastDamage.x(i);
                to.put((y * width + x) * 4, frame.plane(0), y * frame.stride(0) + x * 4, lastDamage.width(i) * 4);
            }
        }
    }

    /** Colour of a pixel as a viewer would see it. */
    int rgb(int x, int y) {
        return java.util.Objects.requireNonNull(screen).getInt((y * width + x) * 4) & 0xffffff;
    }

    /** Colour of a pixel of a picture. */
    static int rgb(VideoFrame frame, int x, int y) {
        int at = y * frame.stride(0) + x * 4;
        ByteBuffer plane = frame.plane(0);
        return (plane.get(at) & 0xff) | (plane.get(at + 1) & 0xff) << 8 | (plane.get(at + 2) & 0xff) << 16;
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
    public MediaClock clock() {
        return System::nanoTime;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return this;
    }

    @Override
    public void reopenNeeded(String why) {
        reopenReasons.add(why);
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
    }

    @Override
    public void shape(CursorShape newShape) {
        shape = newShape;
    }

    @Override
    public void moved(int x, int y, boolean visible) {
        pointerX = x;
        pointerY = y;
        moves++;
    }
}
