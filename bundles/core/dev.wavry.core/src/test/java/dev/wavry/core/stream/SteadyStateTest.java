package dev.wavry.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.SessionReason;
import dev.wavry.buffer.CounterSet;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.fake.Garbage;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a frame costs in garbage, with strategies that make none. */
@Timeout(60)
class SteadyStateTest {
    private static final VideoFormat FORMAT = new VideoFormat(64, 48, PixelFormat.BGR0);
    private static final MediaClock CLOCK = System::nanoTime;
    private static final CodecId CODEC = new CodecId("fake-a");
    private static final int STEPS = 20_000;
    /** What the virtual machine adds by itself now and then, such as compiled code that starts to count. */
    private static final double NEXT_TO_NOTHING = 1;

    // Host.

    private static final class Screen implements CaptureSource {
        @Override
        public List<CaptureTarget> targets() {
            return List.of(new CaptureTarget("s", "S", CaptureTarget.Kind.DISPLAY, 0, 0, 64, 48, true));
        }

        @Override
        public Set<MemoryKind> produces() {
            return Set.of(MemoryKind.HOST);
        }

        @Override
        public Capture open(CaptureTarget target, CaptureSettings wish, CaptureContext context) {
            return new Capture() {
                private long sequence;

                @Override
                public int doWork() {
                    FrameSlot slot = context.pool().tryAcquire(FORMAT);
                    if (slot == null) {
                        return 0;
                    }
                    slot.info().sequence(sequence++).damage().add(0, 0, 8, 8);
                    context.sink().offer(slot.publish());
                    return 1;
                }

                @Override
                public void adjust(CaptureSettings now) {
                    throw new AssertionError("nobody asked for that");
                }

                @Override
                public void refresh(Region part) {
                    assertTrue(part.count() > 0);
                }

                @Override
                public void await(long maxNanos) {
                    LockSupport.parkNanos(maxNanos);
                }

                @Override
                public void wake() {
                    throw new AssertionError("nobody sleeps here");
                }

                @Override
                public void close() {
                    assertEquals(0, context.pool().outstanding());
                }
            };
        }
    }

    private static final class Encoders implements VideoEncoderFactory {
        @Override
        public List<EncoderOffer> offers() {
            return List.of(EncoderOffer.of(CODEC, "still", 1).build());
        }

        @Override
        public VideoEncoder open(EncoderSpec spec, EncoderContext context) {
            ByteBuffer payload = NativeMemory.allocate(64);
            Runnable home = payload::clear;
            return new VideoEncoder() {
                @Override
                public Offer encode(VideoFrame picture) {
                    CodedFrame coded = context.coded(picture.info(), false, payload, 0, home);
                    picture.close();
                    if (coded == null) {
                        return Offer.DROPPED;
                    }
                    context.sink().offer(coded);
                    return Offer.ACCEPTED;
                }

                @Override
                public void requestKeyFrame() {
                    payload.clear();
                }

                @Override
                public boolean invalidate(long first, long last) {
                    return false;
                }

                @Override
                public boolean retarget(RateTarget rate) {
                    return false;
                }

                @Override
                public void close() {
                    assertEquals(0, Leases.outstanding(context));
                }
            };
        }
    }

    private static final class Counting implements Viewer {
        private long sent;

        @Override
        public Set<String> codecs() {
            return Set.of("fake-a");
        }

        @Override
        public void prepare(int epoch, String codec, int width, int height) {
            throw new AssertionError("nothing is announced here");
        }

        @Override
        public void paused(SessionReason reason, String detail) {
            throw new AssertionError(detail);
        }

        @Override
        public void resumed(String plan) {
            throw new AssertionError(plan);
        }

        @Override
        public boolean send(CodedFrame frame, int epoch, long number) {
            sent++;
            return true;
        }

        @Override
        public void prepareRegion(int epoch, String codec, Place place) {
            throw new AssertionError("nothing moves like video here");
        }

        @Override
        public boolean sendRegion(CodedFrame frame, int epoch, long number) {
            throw new AssertionError("nothing moves like video here");
        }

        @Override
        public void endRegion() {
            throw new AssertionError("nothing moves like video here");
        }

        @Override
        public void cursorShape(CursorShape shape) {
            throw new AssertionError("there is no pointer");
        }

        @Override
        public void cursorMoved(int x, int y, boolean visible) {
            throw new AssertionError("there is no pointer");
        }

        @Override
        public void target(@Nullable CaptureTarget target) {
            throw new AssertionError("nothing is typed");
        }
    }

    private static final class NoFailures implements MediaLine.Failures {
        @Override
        public void regionMoves(Place place) {
            throw new AssertionError(place);
        }

        @Override
        public void regionStill() {
            throw new AssertionError("there is no region");
        }

        @Override
        public void captureFailed(CaptureLine line, Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void encoderFailed(EncoderLine line, Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private static <T> Provider<T> provider(T service) {
        return new Provider<>(1, "still", 0, "test 1.0.0", service);
    }

    @Test
    void shouldMakeNoGarbagePerFrameOnTheMediaAgent() throws Exception {
        MediaLine media = new MediaLine(new CounterSet(), new NoFailures());
        Screen screen = new Screen();
        CaptureLine capture = new CaptureLine(
                new CaptureChoice(provider(screen), screen.targets().get(0), 64, 48),
                new CaptureSettings(60, 64, 48),
                CLOCK,
                media,
                media,
                (line, why) -> {},
                (line, cause) -> {});
        Encoders encoders = new Encoders();
        EncoderLine encoder = new EncoderLine(
                new EncoderChoice(provider(encoders), encoders.offers().get(0)),
                new EncoderSpec(CODEC, "still", FORMAT, new RateTarget(1000, 60), 1),
                1,
                CLOCK,
                media,
                (line, why) -> {},
                (line, cause) -> {});
        Counting viewer = new Counting();
        media.viewers(new Viewer[] {viewer});
        media.switchTo(capture, encoder);
        double bytes = Garbage.bytesPerStep(STEPS, i -> {
            media.doWork(i * 1_000_000L);
            media.nextDeadlineNanos();
        });
        assertTrue(viewer.sent >= 2 * STEPS, viewer.sent + " frames");
        assertTrue(bytes < NEXT_TO_NOTHING, bytes + " bytes a frame");
        encoder.close();
        capture.close();
    }

    // Client.

}
