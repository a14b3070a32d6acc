package dev.wavry.core.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.fake.Garbage;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.rift.message.SoundPacket;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.StrategyContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What leaves the agent of a track, in simulated time. */
@Timeout(60)
class TrackWorkTest implements TrackWork.Owner, Listener {
    private static final AudioFormat FORMAT = new AudioFormat(48_000, 2);
    private static final long FRAME_NANOS = 5_000_000L;

    private final Encoder encoder = new Encoder();
    private final TrackWork work = new TrackWork(3, FORMAT, 240, 0, this::now, this);
    private final SoundPacket packet = new SoundPacket();
    private final List<String> seen = new ArrayList<>();
    private long nowNanos = 1;
    private boolean records = true;
    private boolean loses;
    private boolean failed;

    /** Gives a frame for each 5 ms that passed. */
    private final class Source implements AudioSource, AudioCapture {
        private final ByteBuffer samples = ByteBuffer.allocateDirect(960);
        private @Nullable AudioCaptureContext context;
        private long givenNanos = 1;

        @Override
        public Set<AudioDevice.Kind> kinds() {
            return Set.of(AudioDevice.Kind.SYSTEM);
        }

        @Override
        public List<AudioDevice> devices() {
            return List.of();
        }

        @Override
        public AudioCapture open(AudioSelector selector, AudioSpec spec, AudioCaptureContext newContext) {
            context = newContext;
            return this;
        }

        @Override
        public int doWork() {
            AudioCaptureContext to = context;
            if (to == null || givenNanos >= nowNanos) {
                return 0;
            }
            to.input().samples(samples.clear(), givenNanos);
            givenNanos += FRAME_NANOS;
            return 1;
        }

        @Override
        public void rest(boolean resting) {}

        @Override
        public void await(long maxNanos) {}

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }

    /** Makes ten bytes of each frame, or as told. */
    private static final class Encoder implements AudioEncoderFactory, AudioEncoder {
        int answer = 10;
        byte next;

        @Override
        public List<AudioCodecOffer> offers() {
            return List.of();
        }

        @Override
        public AudioEncoder open(AudioCodecSpec spec, StrategyContext context) {
            return this;
        }

        @Override
        public int encode(ByteBuffer samples, ByteBuffer out) {
            out.put(out.position(), next++);
            return answer;
        }

        @Override
        public boolean retarget(int bitsPerSecond, int lossPercent) {
            return true;
        }

        @Override
        public int delaySamples() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private long now() {
        return nowNanos;
    }

    private void begin() throws CannotOpenException {
        SourceLine line = new SourceLine(
                new Provider<>(1, "source", 0, "bundle", new Source()),
                AudioSelector.parse("system"),
                new AudioSpec(FORMAT, 240),
                this::now,
                new SourceLine.Events(work::samples, (l, why) -> {}, (l, cause) -> {}, l -> {}));
        AudioCodecSpec spec = new AudioCodecSpec(new CodecId("ten"), "ten", FORMAT, 240, 1, 1000);
        CoderLine coder =
                new CoderLine(new Provider<>(2, "coder", 0, "bundle", encoder), spec, 5, this::now, (l, why) -> {});
        work.listeners(new Listener[] {this});
        work.coder(coder);
        work.arrive(line);
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            nowNanos += FRAME_NANOS;
            work.doWork(nowNanos);
        }
    }

    @Test
    void shouldNumberEachFrameAndSayWhereSoundBegins() throws CannotOpenException {
        begin();
        frames(3);
        assertEquals(List.of("0 fresh 10", "1 10", "2 10"), seen);
    }

    @Test
    void shouldRepeatEachFrameInTheNextPacketWhileSomeGetLost() throws CannotOpenException {
        begin();
        frames(2);
        loses = true;
        frames(2);
        loses = false;
        frames(1);
        assertEquals(List.of("0 fresh 10", "1 10", "2 10 again 10", "3 10 again 10", "4 10"), seen);
    }

    @Test
    void shouldSendASignOfLifeInSilenceAndNothingElse() throws CannotOpenException {
        begin();
        frames(1);
        encoder.answer = AudioEncoder.NOTHING_TO_SEND;
        frames(50);
        encoder.answer = 10;
        frames(1);
        assertEquals("0 fresh 10", seen.get(0));
        assertEquals("51 fresh 10", seen.get(seen.size() - 1));
        assertTrue(
                seen.subList(1, seen.size() - 1).stream().allMatch(line -> line.endsWith("silent")), seen.toString());
        assertTrue(seen.size() <= 8, seen.toString());
    }

    @Test
    void shouldGiveUpAnEncoderThatFails() throws CannotOpenException {
        begin();
        encoder.answer = AudioEncoder.FAILED;
        frames(2);
        assertTrue(failed);
        assertEquals(List.of(), seen);
    }

    @Test
    void shouldMakeNoGarbage() throws CannotOpenException {
        begin();
        records = false;
        loses = true;
        double bytes = Garbage.bytesPerStep(20_000, i -> frames(1));
        assertTrue(bytes < 1, bytes + " bytes for each frame");
        assertFalse(failed);
    }

    @Override
    public List<String> codecs() {
        return List.of("ten");
    }

    @Override
    public void say(SoundMessage message) {}

    @Override
    public boolean losesPackets() {
        return loses;
    }

    @Override
    public boolean packet(int track, long number, long captureNanos, ByteBuffer bytes) {
        assertEquals(3, track);
        assertTrue(packet.read(bytes));
        assertEquals(5, packet.epoch());
        if (records) {
            seen.add(number
                    + (packet.fresh() ? " fresh" : "")
                    + (packet.silent() ? " silent" : " " + packet.bytes())
                    + (packet.repeatBytes() > 0 ? " again " + packet.repeatBytes() : ""));
        }
        return true;
    }

    @Override
    public void sourceFailed(SourceLine line, Throwable cause) {
        failed = true;
    }

    @Override
    public void coderFailed(CoderLine line, String why) {
        failed = true;
    }

    @Override
    public void sourceLive(SourceLine line, @Nullable SourceLine old) {}
}
