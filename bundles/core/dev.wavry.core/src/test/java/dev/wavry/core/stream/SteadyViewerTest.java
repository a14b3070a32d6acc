package dev.wavry.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.Garbage;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.VideoHeader;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import dev.wavry.spi.render.VideoRenderer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a frame costs in garbage, with strategies that make none. */
@Timeout(60)
class SteadyViewerTest {
    private static final VideoFormat FORMAT = new VideoFormat(64, 48, PixelFormat.BGR0);
    private static final MediaClock CLOCK = System::nanoTime;
    private static final CodecId CODEC = new CodecId("fake-a");
    private static final int STEPS = 20_000;
    /** What the virtual machine adds by itself now and then, such as compiled code that starts to count. */
    private static final double NEXT_TO_NOTHING = 1;

    // Host.

    private static final class Decoders implements VideoDecoderFactory {
        @Override
        public List<DecoderOffer> offers() {
            return List.of(new DecoderOffer(CODEC, "still", List.of(PixelFormat.BGR0), false, 1));
        }

        @Override
        public VideoDecoder open(DecoderSpec spec, DecoderContext context) {
            return new VideoDecoder() {
                @Override
                public Decoded decode(CodedFrame frame) {
                    try (frame) {
                        FrameSlot slot = context.pool().tryAcquire(FORMAT);
                        if (slot != null) {
                            slot.info().copyFrom(frame.info()).nanos(Stage.DECODED, 1);
                            context.sink().offer(slot.publish());
                        }
                        return Decoded.TAKEN;
                    }
                }

                @Override
                public void close() {
                    assertEquals(0, context.pool().outstanding());
                }
            };
        }
    }

    private static final class Window implements VideoRenderer, Presentation {
        private long shown;

        @Override
        public List<PixelFormat> accepts() {
            return List.of(PixelFormat.BGR0);
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public Presentation open(PresentationSpec spec, PresentationContext context) {
            return this;
        }

        @Override
        public Presented present(VideoFrame picture) {
            shown++;
            picture.close();
            return Presented.SHOWN;
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
        public void overlay(String text) {
            throw new AssertionError("there is no overlay");
        }

        @Override
        public void await(long maxNanos) {
            LockSupport.parkNanos(this, Math.min(maxNanos, 10_000_000L));
        }

        @Override
        public void wake() {
            // Its naps are short.
        }

        @Override
        public void close() {
            assertTrue(shown > 0);
        }
    }

    private static final class Owner implements ViewerSide.Owner {
        private volatile boolean ready;

        @Override
        public void input(InputEvent event) {
            throw new AssertionError("nothing is typed");
        }

        @Override
        public void ready(int stream, int epoch) {
            ready = true;
        }

        @Override
        public void partApplied(int stream, int epoch, long sequence) {
            throw new AssertionError("there are no parts here");
        }

        @Override
        public void refused(int stream, int epoch, boolean noDecoder, String text) {
            throw new AssertionError(text);
        }

        @Override
        public void keyFrameNeeded(int stream, int epoch) {
            throw new AssertionError("nothing is lost");
        }

        @Override
        public long clockOffsetNanos() {
            return 0;
        }

        @Override
        public void decoderFailed(String text) {
            throw new AssertionError(text);
        }

        @Override
        public void planned(String plan, String bundle) {
            assertTrue(plan.contains("still"));
        }

        @Override
        public void decoderMissing(boolean missing, String text) {
            assertTrue(!missing, text);
        }

        @Override
        public void presented(VideoFrame picture) {
            assertEquals(64, picture.format().width());
        }

        @Override
        public void closeRequested() {
            throw new AssertionError("nobody closes it");
        }

        @Override
        public void screenFailed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    /** A frame in memory that is used again and again, as the link does. */
    private static final class View implements VideoFrameView {
        private final VideoHeader header = new VideoHeader();
        private final ByteBuffer payload = NativeMemory.allocate(128).limit(64);

        @Override
        public VideoHeader header() {
            return header;
        }

        @Override
        public ByteBuffer payload() {
            return payload;
        }

        @Override
        public long firstPacketNanos() {
            return 1;
        }

        @Override
        public long lastPacketNanos() {
            return 2;
        }

        @Override
        public int repairedPackets() {
            return 0;
        }

        @Override
        public void release() {
            payload.position(0);
        }
    }

    private final Window window = new Window();
    private final View[] views = {new View(), new View()};

    /** A client that has shown the first frame of epoch 1. */
    private ViewerSide running() {
        Queue<Runnable> control = new ConcurrentLinkedQueue<>();
        Owner owner = new Owner();
        Snapshot snapshot = Snapshot.EMPTY.with(VideoDecoderFactory.class, provider(new Decoders()));
        ViewerSide side = new ViewerSide(
                owner, new WindowThread(window, CLOCK), snapshot, "auto", CLOCK, control::add, Runnable::run);
        side.prepare(1, "fake-a", 64, 48, new PresentationSpec("test", 64, 48, false));
        Eventually.that("the window is open", () -> {
            for (Runnable next = control.poll(); next != null; next = control.poll()) {
                next.run();
            }
            if (owner.ready) {
                views[0].header.set(0, 1, 0, true);
                side.arrived(views[0]);
                side.decodeWaiting();
            }
            return window.shown > 0;
        });
        return side;
    }

    @Test
    void shouldShowAPictureAlthoughAFrameThatNobodyDecodesWaitsBehindIt() {
        ViewerSide side = running();
        long before = window.shown;
        views[0].header.set(0, 1, 1, false);
        views[1].header.set(0, 7, 0, true);
        side.arrived(views[0]);
        side.arrived(views[1]);
        side.decodeWaiting();
        assertEquals(before + 1, window.shown);
        assertEquals(1, side.undecodable());
        side.close();
    }

    @Test
    void shouldShowOnlyTheNewestOfSeveralPictures() {
        ViewerSide side = running();
        long before = window.shown;
        // Until the window was open some may have been skipped.
        long skipped = side.skipped();
        View third = new View();
        views[0].header.set(0, 1, 1, false);
        views[1].header.set(0, 1, 2, false);
        third.header.set(0, 1, 3, false);
        side.arrived(views[0]);
        side.arrived(views[1]);
        side.arrived(third);
        side.decodeWaiting();
        assertEquals(before + 1, window.shown);
        assertEquals(skipped + 2, side.skipped());
        side.close();
    }

    @Test
    void shouldMakeNoGarbagePerFrameOnTheAgentOfAClient() {
        ViewerSide side = running();
        double bytes = Garbage.bytesPerStep(STEPS, i -> {
            View view = views[i & 1];
            view.header.set(0, 1, i + 1, false);
            side.arrived(view);
            side.decodeWaiting();
            side.onTimer(i);
            side.nextDeadlineNanos();
        });
        assertTrue(window.shown >= 2 * STEPS, window.shown + " pictures");
        assertTrue(bytes < NEXT_TO_NOTHING, bytes + " bytes a frame");
        side.close();
    }

    private static <T> Provider<T> provider(T service) {
        return new Provider<>(1, "still", 0, "test 1.0.0", service);
    }
}
