package dev.wavry.core.sound;

import dev.wavry.rift.message.SoundMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Packets of sound at whoever plays them: any numbers, any times, any bytes. */
public final class SoundTargets {
    private static final int SAMPLES = 240;
    private static final int HEAD = 15;
    private static final long PERIOD_NANOS = 5_000_000L;

    private SoundTargets() {}

    /** All of them by name. */
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("sound", SoundTargets::sound);
        return targets;
    }

    /** Each packet is a length, the number of its frame, when it was captured, and the packet; after each some sound is played. */
    private static void sound(byte[] bytes) {
        HeardTrack track = new HeardTrack(
                new SoundMessage.Track(0, 0, "none", 2, SAMPLES, SoundMessage.Kind.SYNTHETIC, "fuzz"),
                (line, cause) -> {},
                line -> {});
        float[] out = new float[2 * SAMPLES];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long now = 1_000_000_000L;
        while (in.remaining() >= HEAD) {
            int length = in.getShort() & 0x0fff;
            long pause = (in.get() & 0x3f) * 1_000_000L;
            long number = in.getInt() & 0xffffffffL;
            long micros = in.getLong();
            int end = Math.min(in.limit(), in.position() + length);
            ByteBuffer packet = in.slice(in.position(), end - in.position());
            in.position(end);
            now += pause;
            track.arrived(number, micros, packet, now);
            for (int i = 0; i < 3; i++) {
                now += PERIOD_NANOS;
                Arrays.fill(out, 0);
                track.addTo(out, SAMPLES, now, now);
                for (float sample : out) {
                    if (!(Math.abs(sample) <= 2)) {
                        throw new AssertionError("a sample of " + sample);
                    }
                }
            }
        }
    }
}
