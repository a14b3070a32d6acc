package dev.wavry.core.stream;

import dev.wavry.agent.Duty;
import dev.wavry.agent.Sleep;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What runs on the media agent of a display: CAPTURE, ENCODE and SEND in one thread, because a hop between threads costs more than it
 * gives. Everything but the constructor and {@link #culprit} belongs to that agent.
 */
final class MediaLine implements Duty, FrameSink<VideoFrame>, CursorSink, EncoderLine.Sink {
    /** Told of what fails here; on the media agent. */
    interface Failures {
        void captureFailed(CaptureLine line, Throwable cause);

        void encoderFailed(EncoderLine line, Throwable cause);

        /** This encoder did not take another rate. */
        default void rateNotTaken(EncoderLine line) {}

        /** Here it moves like video. */
        void regionMoves(Place place);

        /** The region that is coded as video stands still. */
        void regionStill();
    }

    /** When a link that was full is offered a key frame; by then some of it has left. */
    private static final long LINK_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** How often an encoder is asked whether what it works on is done. */
    private static final long COLLECT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Failures failures;
    private final Counter captured;
    private final Counter encoded;
    private final Counter dropped;
    private final Counter refined;
    private final Refinement refinement = new Refinement();
    private final Afterwards afterwards = new Afterwards();
    private final Motion motion;
    private final Region whole = new Region();
    private final RateGate gate = new RateGate();
    private final RateSplit rates;
    private Viewer[] viewers = new Viewer[0];
    private @Nullable CaptureLine capture;
    private @Nullable EncoderLine live;
    private @Nullable EncoderLine retiring;
    private @Nullable CursorShape shape;
    private boolean keyFrameWanted;
    private long mendAtNanos = Long.MAX_VALUE;
    /** First and last part that a link refused, or -1. */
    private long refusedFirst = -1;

    private long refusedLast;
    private long nowNanos;
    private volatile @Nullable Object culprit;

    MediaLine(Counters counters, Failures failures) {
        this.failures = failures;
        this.motion = new Motion(failures);
        this.rates = new RateSplit(failures);
        this.captured = counters.counter("framesCaptured", "pictures that the capture offered");
        this.encoded = counters.counter("framesEncoded", "coded frames that came out of the encoder");
        this.dropped = counters.counter(
                "framesDropped", "pictures dropped before the encoder; their damage went into the next");
        this.refined = counters.counter("framesRefined", "pictures encoded again to make a still screen exact");
    }

    /** The line whose code runs right now, to blame when it does not return; any thread. */
    @Nullable
    Object culprit() {
        return culprit;
    }

    /** Where the media agent sleeps while this capture is live. */
    Sleep sleepOf(CaptureLine line) {
        return new CaptureSleep(line, failures);
    }

    void viewers(Viewer[] now) {
        viewers = now;
        if (shape != null) {
            for (Viewer viewer : now) {
                viewer.cursorShape(shape);
            }
        }
        requestKeyFrame();
    }

    /** Makes the new parts live; null leaves a part as it is. Answers what is not fed any more and may be closed. */
    void switchTo(@Nullable CaptureLine newCapture, @Nullable EncoderLine newEncoder) {
        if (newCapture != null) {
            capture = newCapture;
        }
        if (newEncoder != null) {
            boolean sameSize = live != null && live.format.equals(newEncoder.format);
            retiring = sameSize ? live : null;
            if (live != null && !sameSize) {
                live.closeSink();
            }
            live = newEncoder;
            refusedFirst = -1;
        }
        requestKeyFrame();
    }

    /** The old encoder is fed no longer. */
    void retireOld() {
        EncoderLine old = retiring;
        retiring = null;
        if (old != null) {
            old.closeSink();
            try {
                old.handle().beginDrain();
            } catch (RuntimeException | Error e) {
                failures.encoderFailed(old, e);
            }
        }
    }

    /** Nothing is encoded any more. */
    void dropEncoder() {
        retireOld();
        if (live != null) {
            live.closeSink();
            live = null;
        }
    }

    void dropCapture() {
        capture = null;
    }

    /** The next frame is whole and can be decoded by itself. */
    void requestKeyFrame() {
        if (live == null || capture == null || viewers.length == 0) {
            return;
        }
        keyFrameWanted = true;
        refresh(capture, whole.full(capture.choice.width(), capture.choice.height()));
    }

    private void refresh(CaptureLine line, Region part) {
        Object before = culprit;
        culprit = line;
        try {
            line.handle().refresh(part);
        } catch (RuntimeException | Error e) {
            capture = null;
            failures.captureFailed(line, e);
        } finally {
            culprit = before;
        }
    }

    /** The link was full and had time to drain. */
    private void mend() {
        EncoderLine line = live;
        long first = refusedFirst;
        refusedFirst = -1;
        if (line == null || first < 0) {
            requestKeyFrame();
        } else {
            partsLost(line.epoch, first, refusedLast);
        }
    }

    /** Parts with these numbers (inclusive, from 0) did not arrive somewhere: what they carried goes out again in its newest state. */
    void partsLost(int epoch, long first, long last) {
        EncoderLine line = live;
        if (line == null || line.epoch != epoch) {
            return;
        }
        culprit = line;
        try {
            // The encoder counts from 1.
            if (!line.handle().invalidate(first + 1, last + 1)) {
                requestKeyFrame();
            }
        } catch (RuntimeException | Error e) {
            encoderFailed(line, e);
        } finally {
            culprit = null;
        }
    }

    void retarget(RateTarget rate) {
        gate.rate(rate);
        rates.split(rate, live, motion.encoder());
        rates.split(rate, retiring, null);
    }

    @Override
    public int doWork(long now) {
        nowNanos = now;
        if (now >= mendAtNanos) {
            mendAtNanos = Long.MAX_VALUE;
            mend();
        }
        if (now >= refinement.atNanos()) {
            refine(capture);
        }
        if (now >= motion.atNanos()) {
            motion.tick(now);
        }
        afterwards.work(viewers, now);
        return capture(capture) + collect(live) + collect(retiring) + collect(motion.encoder());
    }

    private int capture(@Nullable CaptureLine line) {
        if (line == null) {
            return 0;
        }
        culprit = line;
        try {
            return line.handle().doWork();
        } catch (RuntimeException | Error e) {
            capture = null;
            failures.captureFailed(line, e);
            return 1;
        } finally {
            culprit = null;
        }
    }

    private int collect(@Nullable EncoderLine line) {
        if (line == null) {
            return 0;
        }
        culprit = line;
        try {
            return line.handle().doWork();
        } catch (RuntimeException | Error e) {
            encoderFailed(line, e);
            return 1;
        } finally {
            culprit = null;
        }
    }

    @Override
    public long nextDeadlineNanos() {
        long next =
                Math.min(Math.min(refinement.atNanos(), mendAtNanos), Math.min(motion.atNanos(), afterwards.atNanos()));
        return busy(live) || busy(retiring) || busy(motion.encoder()) ? Math.min(next, nowNanos + COLLECT_NANOS) : next;
    }

    private boolean busy(@Nullable EncoderLine line) {
        try {
            return line != null && !line.handle().drained();
        } catch (RuntimeException | Error e) {
            encoderFailed(line, e);
            return false;
        }
    }

    /** A picture from the capture. */
    @Override
    public Offer offer(VideoFrame picture) {
        captured.add(1);
        EncoderLine line = live;
        if (line == null || !gate.takes(line, picture, viewers, keyFrameWanted, nowNanos)) {
            picture.close();
            dropped.add(1);
            return Offer.DROPPED;
        }
        afterwards.sent(nowNanos);
        refinement.picture(line.choice.offer().exact(), picture.info().damage(), nowNanos);
        watch(line, picture);
        EncoderLine old = retiring;
        if (old == null) {
            return encode(line, picture);
        }
        if (line.firstCodedNanos() == 0) {
            // The far side shows this while the key frame, which takes longer, is made and sent.
            encode(old, picture.retain());
            return encode(line, picture);
        }
        Offer answer = encode(line, picture.retain());
        encode(old, picture);
        return answer;
    }

    private Offer encode(EncoderLine line, VideoFrame picture) {
        Object before = culprit;
        culprit = line;
        try {
            if (keyFrameWanted && line == live) {
                keyFrameWanted = false;
                line.handle().requestKeyFrame();
            }
            Offer answer = line.encode(picture);
            if (answer == Offer.DROPPED) {
                dropped.add(1);
            } else if (line == live) {
                motion.taken();
            }
            return answer;
        } catch (RuntimeException | Error e) {
            encoderFailed(line, e);
            return Offer.DROPPED;
        } finally {
            culprit = before;
        }
    }

    private void encoderFailed(EncoderLine line, Throwable cause) {
        line.closeSink();
        if (line == live) {
            live = null;
        }
        if (line == retiring) {
            retiring = null;
        }
        failures.encoderFailed(line, cause);
    }

    private void refine(@Nullable CaptureLine line) {
        Region part = refinement.next(live != null && line != null, nowNanos);
        if (part != null && line != null) {
            refined.add(1);
            refresh(line, part);
        }
    }

    private void watch(EncoderLine line, VideoFrame picture) {
        culprit = motion.encoder();
        motion.picture(line, picture, nowNanos);
        culprit = null;
    }

    /** From now on this region is coded by itself, or none is; what was the region before becomes part of the rest. */
    void region(@Nullable RegionLine next) {
        RegionLine before = motion.region(next, viewers, nowNanos);
        for (RegionLine changed : new RegionLine[] {before, next}) {
            if (changed != null && capture != null) {
                refresh(capture, changed.place.toRegion());
            }
        }
    }

    @Override
    public void coded(EncoderLine from, CodedFrame frame) {
        encoded.add(1);
        afterwards.sent(nowNanos);
        long number = from.nextFrame();
        boolean keyNeeded = false;
        for (Viewer viewer : viewers) {
            keyNeeded |= !viewer.send(frame, from.epoch, number);
        }
        if (frame.independent()) {
            motion.coded(frame);
        }
        if (keyNeeded && from == live) {
            // Not now: this runs inside the capture's offer, where a refresh would go with what is being offered.
            mendAtNanos = nowNanos + LINK_RETRY_NANOS;
            if (frame.independent()) {
                refusedFirst = refusedFirst < 0 ? number : refusedFirst;
                refusedLast = number;
            }
        }
    }

    @Override
    public void shape(CursorShape newShape) {
        shape = newShape;
        for (Viewer viewer : viewers) {
            viewer.cursorShape(newShape);
        }
    }

    @Override
    public void moved(int x, int y, boolean visible) {
        for (Viewer viewer : viewers) {
            viewer.cursorMoved(x, y, visible);
        }
    }
}
