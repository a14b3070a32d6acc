package dev.wavry.codec.isolated.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.tck.Canvas;
import dev.wavry.tck.EncoderBench;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real child processes, which die in all kinds of ways. */
@Timeout(120)
class IsolatedEncoderTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Canvas canvas = new Canvas(160, 96, 3);
    private final EncoderBench bench = new EncoderBench();

    static VideoEncoder open(VideoFormat format, EncoderBench bench, String mode) throws Exception {
        EncoderSpec spec = new EncoderSpec(TrickEncoders.CODEC, mode, format, new RateTarget(1000, 60), 1);
        return IsolatedEncoders.open(System.getProperty("java.class.path"), TrickEncoders.class.getName(), spec, bench);
    }

    private VideoEncoder open(String mode) throws Exception {
        return open(canvas.format(), bench, mode);
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited 30 s for " + what);
            LockSupport.parkNanos(500_000);
        }
    }

    /** Encodes the canvas and answers what came of it: which process coded it, and what that saw. */
    private long[] code(VideoEncoder encoder) {
        assertEquals(Offer.ACCEPTED, encoder.encode(canvas.picture()));
        await("a coded frame", () -> {
            encoder.doWork();
            return bench.waiting() > 0 && encoder.drained();
        });
        try (CodedFrame frame = bench.poll()) {
            ByteBuffer payload = frame.payload().duplicate().order(ByteOrder.nativeOrder());
            assertEquals(canvas.sequence(), frame.info().sequence());
            return new long[] {payload.getLong(), payload.getInt(), frame.keyFrame() ? 1 : 0};
        }
    }

    private void failsOnce(VideoEncoder encoder, String why) {
        await("the failure", () -> {
            encoder.doWork();
            return !bench.failures().isEmpty();
        });
        encoder.doWork();
        assertEquals(1, bench.failures().size());
        assertTrue(bench.failures().get(0).getMessage().contains(why), bench.failures()::toString);
        assertEquals(Offer.DROPPED, encoder.encode(canvas.touch().picture()));
        encoder.close();
        assertEquals(0, canvas.outstanding());
        assertEquals(0, bench.outstanding());
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void shouldCodeInAnotherProcessWhatIsSeenHere() throws Exception {
        VideoEncoder encoder = open("echo");
        canvas.fill(0, 0, 20, 20, 0x112233);
        long[] first = code(encoder);
        assertNotEquals(ProcessHandle.current().pid(), first[0]);
        assertEquals(0x112233, first[1]);
        assertEquals(1, first[2], "the first is a key frame");
        canvas.fill(3, 4, 1, 1, 0x445566);
        assertEquals(0x445566, code(encoder)[1]);
        canvas.fill(100, 50, 9, 9, 0x778899);
        long[] last = code(encoder);
        assertEquals(0x445566, last[1], "what did not change is still there");
        assertEquals(0, last[2]);
        encoder.requestKeyFrame();
        assertEquals(1, code(encoder)[2]);
        encoder.close();
        await("the end of the child", () -> !alive(first[0]));
        assertEquals(0, bench.outstanding());
        assertEquals(0, canvas.outstanding());
    }

    @Test
    void shouldDropPicturesWhileOneIsUnderWayAndCodeTheirChangesLater() throws Exception {
        try (VideoEncoder encoder = open("echo")) {
            int accepted = 0;
            int dropped = 0;
            for (int i = 0; i < 200; i++) {
                canvas.fill(3, 4, 1, 1, i);
                Offer answer = encoder.encode(canvas.picture());
                accepted += answer == Offer.ACCEPTED ? 1 : 0;
                dropped += answer == Offer.DROPPED ? 1 : 0;
                bench.discard();
            }
            assertEquals(200, accepted + dropped);
            assertTrue(accepted > 0);
            await("quiet", () -> {
                encoder.doWork();
                return encoder.drained();
            });
            bench.discard();
            canvas.fill(3, 4, 1, 1, 0x999999);
            assertEquals(0x999999, code(encoder)[1]);
        }
    }

    @Test
    void shouldFailWhenTheChildIsKilled() throws Exception {
        VideoEncoder encoder = open("echo");
        long child = code(encoder)[0];
        assertTrue(ProcessHandle.of(child).orElseThrow().destroyForcibly());
        failsOnce(encoder, "ended");
    }

    @Test
    void shouldFailWhenTheChildDiesOverAPicture() throws Exception {
        VideoEncoder encoder = open("die");
        code(encoder);
        canvas.fill(3, 4, 1, 1, TrickEncoders.TRIGGER);
        encoder.encode(canvas.picture());
        failsOnce(encoder, "ended");
    }

    @Test
    void shouldFailInWordsWhenTheEncoderInTheChildThrows() throws Exception {
        VideoEncoder encoder = open("throw");
        code(encoder);
        canvas.fill(3, 4, 1, 1, TrickEncoders.TRIGGER);
        encoder.encode(canvas.picture());
        failsOnce(encoder, "throws on purpose");
    }

    @Test
    void shouldEndAChildThatHangs() throws Exception {
        VideoEncoder encoder = open("hang");
        long child = code(encoder)[0];
        canvas.fill(3, 4, 1, 1, TrickEncoders.TRIGGER);
        encoder.encode(canvas.picture());
        failsOnce(encoder, "did not answer");
        await("the end of the child", () -> !alive(child));
    }

    @Test
    void shouldSayWhyTheEncoderInTheChildCannotBeOpened() {
        CannotOpenException refused = assertThrows(CannotOpenException.class, () -> open("refuse"));
        assertTrue(refused.getMessage().contains("somebody else uses it"), refused.getMessage());
    }

    @Test
    void shouldSayThatThereIsNoSuchFactory() {
        EncoderSpec spec = new EncoderSpec(TrickEncoders.CODEC, "echo", canvas.format(), new RateTarget(1000, 60), 1);
        CannotOpenException refused = assertThrows(
                CannotOpenException.class,
                () -> IsolatedEncoders.open(System.getProperty("java.class.path"), "no.such.Factory", spec, bench));
        assertTrue(refused.getMessage().contains("no.such.Factory"), refused.getMessage());
    }

    @Test
    void shouldShareAFileThatOnlyTheOwnerCanOpenAndThatHasNoNameSoon() throws Exception {
        Path file;
        try (SharedMemory memory = SharedMemory.create(canvas.format())) {
            file = memory.file();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            SharedMemory.open(file, canvas.format()).close();
            memory.picture().put(0, (byte) 7);
            assertFalse(Files.exists(file), "whoever closes it takes the name away");
            assertEquals(7, memory.picture().get(0));
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldRefuseASharedFileOfAnotherSize() throws Exception {
        try (SharedMemory memory = SharedMemory.create(canvas.format())) {
            VideoFormat other = new VideoFormat(640, 480, canvas.format().pixels());
            assertThrows(java.io.IOException.class, () -> SharedMemory.open(memory.file(), other));
        }
    }

    @Test
    void shouldEndWithItsParent() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            long child = Long.parseLong(told.readLine());
            assertTrue(alive(child));
            parent.destroyForcibly();
            await("the end of the child", () -> !alive(child));
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A parent whose child hangs; it tells the child's number and waits to be killed. */
    static final class ParentMain {
        public static void main(String[] arguments) throws Exception {
            Canvas screen = new Canvas(160, 96, 3);
            EncoderBench out = new EncoderBench();
            VideoEncoder encoder = open(screen.format(), out, "hang");
            encoder.encode(screen.picture());
            await("a coded frame", () -> {
                encoder.doWork();
                return out.waiting() > 0 && encoder.drained();
            });
            long child = out.poll()
                    .payload()
                    .duplicate()
                    .order(ByteOrder.nativeOrder())
                    .getLong(0);
            screen.fill(3, 4, 1, 1, TrickEncoders.TRIGGER);
            encoder.encode(screen.picture());
            System.out.println(child);
            LockSupport.parkNanos(Long.MAX_VALUE);
        }
    }
}
