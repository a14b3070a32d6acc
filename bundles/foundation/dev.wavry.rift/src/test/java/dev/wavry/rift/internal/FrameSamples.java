package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Ends;
import dev.wavry.rift.Parity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.SimulatedNetwork;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.media.Stage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One frame of every kind, made by the code that sends it. */
final class FrameSamples {
    private static final long NOW = 1_000_000_000L;
    private static final RiftHandler NOBODY = (reason, text, byPeer) -> {};

    private FrameSamples() {}

    private static byte[] frame(Consumer<ByteBuffer> writer) {
        ByteBuffer out = ByteBuffer.allocate(1200);
        writer.accept(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    static Map<String, byte[]> all() {
        Map<String, byte[]> samples = new TreeMap<>();
        Rtt rtt = new Rtt();
        Counters counters = new Counters();
        samples.put("frame/ping", frame(out -> new ClockSync(rtt, 1, NOW).write(out, NOW)));
        samples.put("frame/pong", pong(rtt));
        samples.put("frame/feedback", feedback());
        samples.put(
                "frame/close", frame(out -> new Closing(CloseReason.HOST_STOPPED, "Bye.", false, NOW).write(out, NOW)));
        LaneSender control = new LaneSender(Wire.LANE_CONTROL, rtt, counters);
        control.offer(ByteBuffer.wrap(GoldenTest.encode(new Message.Ready(0, 3))), RiftConnection.MAX_MESSAGE_BYTES);
        samples.put("frame/segment", frame(out -> control.write(out, NOW)));
        samples.put("frame/segment-ack", segmentAck());
        InputSender input = new InputSender(rtt, counters);
        input.offer(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        input.offer(ByteBuffer.wrap(new byte[] {4}));
        byte[] events = frame(out -> input.write(out, NOW));
        samples.put("frame/input", events);
        InputReceiver received = new InputReceiver();
        received.onFrame(body(events), NOBODY);
        samples.put("frame/input-ack", frame(received::writeAck));
        AudioLane audio = new AudioLane(counters);
        audio.offer(2, 1, 1000, ByteBuffer.wrap(new byte[] {3, 0, 9}), 1000);
        samples.put("frame/audio", frame(audio::write));
        CursorLane cursor = new CursorLane(rtt);
        cursor.offer(640, -1, true);
        byte[] place = frame(out -> cursor.write(out, NOW));
        samples.put("frame/cursor", place);
        CursorLane shown = new CursorLane(rtt);
        shown.onFrame(body(place), NOBODY);
        samples.put("frame/cursor-ack", frame(out -> shown.write(out, NOW)));
        video(samples, rtt, counters);
        paths(samples, rtt, counters);
        return samples;
    }

    private static void paths(Map<String, byte[]> samples, Rtt rtt, Counters counters) {
        Paths asks = new Paths(rtt, counters);
        asks.begin(SimulatedNetwork.address(1, 5000), Ends.seeded(1));
        asks.onPacket(SimulatedNetwork.address(2, 5000), 100, true, NOW);
        byte[] challenge = frame(out -> asks.writeChallenge(out, NOW));
        samples.put("frame/path-challenge", challenge);
        Paths answers = new Paths(rtt, counters);
        answers.onChallenge(body(challenge));
        samples.put("frame/path-response", frame(answers::writeAnswer));
        Probes probes = new Probes(rtt);
        probes.begin(42, NOW);
        byte[] probe = frame(out -> probes.writeAsk(out, NOW));
        samples.put("frame/carrier-probe", probe);
        Probes echoes = new Probes(rtt);
        echoes.onAsk(body(probe));
        samples.put("frame/carrier-echo", frame(echoes::writeAnswer));
    }

    static ByteBuffer body(byte[] frame) {
        return ByteBuffer.wrap(frame, Wire.FRAME_HEAD, frame.length - Wire.FRAME_HEAD);
    }

    private static byte[] pong(Rtt rtt) {
        ClockSync clock = new ClockSync(rtt, 500 * Wire.MILLI, NOW);
        byte[] ping = frame(out -> clock.write(out, NOW));
        clock.onPing(body(ping), NOW + 2000);
        return frame(out -> clock.write(out, NOW + 5000));
    }

    private static byte[] feedback() {
        Arrivals arrivals = new Arrivals();
        arrivals.onPacket(0, NOW);
        arrivals.onPacket(1, NOW + 16_000);
        arrivals.onPacket(3, NOW + 80_000);
        arrivals.elicited(NOW + 80_000);
        return frame(out -> arrivals.write(out, NOW + 1_080_000));
    }

    private static byte[] segmentAck() {
        LaneReceiver receiver = new LaneReceiver(Wire.LANE_CONTROL, 1000, message -> true);
        receiver.onSegment(0, LaneSender.FIRST | LaneSender.LAST, ByteBuffer.wrap(new byte[1]));
        receiver.onSegment(2, LaneSender.FIRST | LaneSender.LAST, ByteBuffer.wrap(new byte[1]));
        return frame(receiver::writeAck);
    }

    private static void video(Map<String, byte[]> samples, Rtt rtt, Counters counters) {
        VideoSender sender = new VideoSender(1 << 20, 1200, rtt, counters);
        VideoHeader header = new VideoHeader().set(0, 3, 40, true);
        header.nanos(Stage.CHANGED, NOW).nanos(Stage.CAPTURED, NOW + 200_000);
        header.nanos(Stage.CONVERTED, NOW + 900_000).nanos(Stage.ENCODED, NOW + 4_000_000);
        header.damage().add(16, 32, 64, 48);
        sender.offer(header, ByteBuffer.wrap(HexFormat.of().parseHex("0000000165")));
        byte[] piece = frame(out -> sender.write(out, NOW + 4_100_000));
        samples.put("frame/video", piece);
        VideoSender guarded = new VideoSender(1 << 20, 1200, rtt, counters);
        guarded.protection.use(new Parity(), 1, 0.01, 1);
        guarded.offer(header, ByteBuffer.wrap(HexFormat.of().parseHex("0000000165")));
        frame(out -> guarded.write(out, NOW + 4_100_000));
        samples.put("frame/video-repair", frame(out -> guarded.write(out, NOW + 4_100_000)));
        VideoReceiver receiver = new VideoReceiver(1 << 20, 100 * Wire.MILLI, rtt, counters);
        receiver.onPiece(body(piece), new Releasing(), NOW);
        samples.put("frame/video-ack", frame(out -> receiver.write(out, NOW)));
        byte[] later = piece.clone();
        // Sequence 42, two frames after the key frame: 41 is missing.
        later[Wire.FRAME_HEAD + 6] = 42;
        later[Wire.FRAME_HEAD + 8] = 2;
        receiver.onPiece(body(later), new Releasing(), NOW);
        byte[] nack = frame(out -> receiver.write(out, NOW + 10 * Wire.MILLI));
        samples.put("frame/video-nack", nack);
        sender.onNack(body(nack));
        samples.put("frame/video-gone", frame(sender::writeGone));
        VideoReceiver joining = new VideoReceiver(1 << 20, 100 * Wire.MILLI, rtt, counters);
        joining.requestKeyFrame(0, 3, NOW);
        samples.put("frame/key-frame-request", frame(out -> joining.write(out, NOW)));
        parts(samples, sender, header);
    }

    private static void parts(Map<String, byte[]> samples, VideoSender sender, VideoHeader header) {
        VideoReceiver receiver = new VideoReceiver(1 << 20, 100 * Wire.MILLI, new Rtt(), new Counters());
        for (int sequence : new int[] {5, 7}) {
            header.set(0, 4, sequence, false).independent(true);
            sender.offer(header, ByteBuffer.wrap(HexFormat.of().parseHex("0000000266")));
            byte[] part = frame(out -> sender.write(out, NOW + 4_100_000));
            samples.put("frame/part", part);
            receiver.onPiece(body(part), new Releasing(), NOW);
            receiver.partApplied(0, 4, sequence, NOW);
        }
        samples.put("frame/part-ack", frame(out -> receiver.write(out, NOW + 10 * Wire.MILLI)));
    }

    private static final class Releasing implements RiftHandler {
        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {}
    }
}
