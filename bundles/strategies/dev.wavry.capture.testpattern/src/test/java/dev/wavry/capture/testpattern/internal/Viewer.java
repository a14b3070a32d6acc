package dev.wavry.capture.testpattern.internal;

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
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes pictures as the core does and copies what they declare as changed. */
final class Viewer implements CaptureContext, StrategyEvents, CursorSink {
    private final PicturePool pool = new PicturePool(4);
    private final CounterSet counters = new CounterSet();
    private final FrameSink<VideoFrame> sink = this::take;
    private final ArrayDeque<VideoFrame> held = new ArrayDeque<>();
    private final MediaClock clock = () -> this.nowNanos;
    final Region damage = new Region();
    Offer answer = Offer.ACCEPTED;
    /** How many pictures to hold on to, so that memories alternate. */
    int keep;

    long nowNanos = 1;
    int pictures;
    long lastSequence;
    boolean reopen;
    private @Nullable ByteBuffer screen;
    private int width;
    private int height;
    private @Nullable String difference;

    private Offer take(VideoFrame frame) {
        pictures++;
        lastSequence = frame.info().sequence();
        damage.copyFrom(frame.info().damage());
        width = frame.format().width();
        height = frame.format().height();
        difference = null;
        if (answer == Offer.ACCEPTED) {
            copyDamage(frame);
            compare(frame);
        }
        if (keep > 0) {
            held.add(frame.retain());
        }
        while (held.size() > keep) {
            held.remove().close();
        }
        Offer given = answer;
        frame.close();
        return given;
    }

    private void copyDamage(VideoFrame frame) {
        ByteBuffer to = screen;
        if (to == null) {
            to = ByteBuffer.allocate(width * height * 4).order(frame.plane(0).order());
            screen = to;
        }
        for (int i = 0; i < damage.count(); i++) {
            for (int y = damage.y(i); y < damage.y(i) + damage.height(i); y++) {
                int from = y * frame.stride(0) + damage.x(i) * 4;
                to.put((y * width + damage.x(i)) * 4, frame.plane(0), from, damage.width(i) * 4);
            }
        }
    }

    private void compare(VideoFrame frame) {
        ByteBuffer mine = Objects.requireNonNull(screen);
        for (int y = 0; keep > 0 && y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (mine.getInt((y * width + x) * 4) != frame.plane(0).getInt(y * frame.stride(0) + x * 4)) {
                    difference = "picture " + lastSequence + " differs at " + x + "," + y;
                    return;
                }
            }
        }
    }

    void assertScreenIsThePictureIfAccepted() {
        if (difference != null) {
            throw new AssertionError(difference);
        }
    }

    int pixel(int x, int y) {
        return Objects.requireNonNull(screen).getInt((y * width + x) * 4);
    }

    /** Reads the number by the layout that the package describes. */
    int number() {
        int perRow = Math.min(32, width / 16);
        int number = 0;
        for (int bit = 0; bit < 32; bit++) {
            int x = bit % perRow * 16 + 8;
            int y = bit / perRow * 16 + 8;
            int green = Objects.requireNonNull(screen).get((y * width + x) * 4 + 1) & 0xff;
            number = number << 1 | (green >= 128 ? 1 : 0);
        }
        return number;
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
        return clock;
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
        reopen = true;
    }

    @Override
    public void failed(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void shape(CursorShape shape) {
        throw new AssertionError("a test pattern has no pointer");
    }

    @Override
    public void moved(int x, int y, boolean visible) {
        throw new AssertionError("a test pattern has no pointer");
    }
}
