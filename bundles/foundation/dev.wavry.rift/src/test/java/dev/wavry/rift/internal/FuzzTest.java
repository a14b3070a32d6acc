package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Ends;
import dev.wavry.rift.Identity;
import dev.wavry.rift.Parity;
import dev.wavry.rift.Recorder;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.rift.Suite;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.InputCodec;
import dev.wavry.rift.message.MalformedMessageException;
import dev.wavry.rift.message.MessageCodec;
import dev.wavry.spi.input.InputEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged, random and hostile bytes for every parser: nothing escapes, nothing grows. */
@Timeout(60)
class FuzzTest {
    private static final long MILLI = 1_000_000L;
    private static final long SEED = 20_261_123L;

    private final Random random = new Random(SEED);

    FuzzTest() {
        System.out.println("seed " + SEED);
    }

    /** Flips, overwrites, cuts, extends or doubles some bytes from {@code from} on. */
    private byte[] mutate(byte[] original, int from) {
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > from; times--) {
            int at = from + random.nextInt(bytes.length - from);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = Arrays.copyOf(bytes, Math.min(1200, bytes.length + random.nextInt(40)));
                case 5 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                default -> {
                    int length = random.nextInt(bytes.length - at);
                    System.arraycopy(bytes, from, bytes, at, Math.min(length, bytes.length - at));
                }
            }
        }
        return bytes;
    }

    @Test
    void shouldBearDamagedDatagramsInEveryState() {
        List<byte[]> seen = new ArrayList<>();
        Ends model = new Ends(SEED, Path.perfect());
        model.net.tap = bytes -> seen.add(bytes.clone());
        model.connected();
        model.net.run(100 * MILLI);
        for (int round = 0; round < 40; round++) {
            RiftSettings roomy =
                    RiftSettings.defaults().withServerLimits(8192, 4096).withHandshakeLimits(100_000, 100_000, 100_000);
            Ends ends = new Ends(SEED + round, Path.perfect(), roomy, roomy, null);
            ends.net.tap = bytes -> {
                byte[] copy = bytes.clone();
                seen.set(random.nextInt(seen.size()), copy);
            };
            for (int step = 0; step < 12; step++) {
                for (int i = 0; i < 40; i++) {
                    byte[] original = seen.get(random.nextInt(seen.size()));
                    byte[] damaged = mutate(original, 0);
                    if (!Arrays.equals(original, damaged)) {
                        throwAt(ends, damaged);
                    }
                }
                ends.net.run(MILLI / 2);
            }
            // Forgeries neither end nor hinder the handshake.
            ends.connected();
        }
    }

    private void throwAt(Ends ends, byte[] bytes) {
        ByteBuffer datagram = ByteBuffer.wrap(bytes);
        ends.net.client.receive(datagram, ends.net.now);
        RiftConnection known = ends.net.server.route(datagram);
        if (known != null) {
            known.receive(datagram, ends.net.now);
        } else {
            ByteBuffer refusal = ByteBuffer.allocate(1200);
            ends.net.server.accept(datagram, ends.net.clientAddress, ends.net.now, refusal);
            assertTrue(refusal.position() <= bytes.length, "larger than the question");
        }
        ends.net.server.forgetClosed();
        assertTrue(ends.net.server.connectionCount() <= 4096);
    }

    @Test
    void shouldBearRandomDatagrams() {
        Ends ends = new Ends(SEED, Path.perfect()).connected();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(1300)];
            random.nextBytes(bytes);
            if (bytes.length > 9 && i % 2 == 0) {
                bytes[0] = (byte) (0xc0 | random.nextInt(6) << 3);
                ByteBuffer.wrap(bytes).putLong(1, ends.net.client.connectionId());
            }
            throwAt(ends, bytes);
        }
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
        assertEquals(ConnectionState.ESTABLISHED, ends.net.host.state());
    }

    private static final RiftSettings SMALL = RiftSettings.defaults().withVideoBytes(1 << 20, 2 << 20);

    static WavryId somebody() {
        return AgreedAtOnce.PEER;
    }

    /** Keys without any work. */
    private static final class AgreedAtOnce implements Handshake {
        private static final WavryId PEER = Identity.generate(Ends.seeded(1)).id();

        @Override
        public Step receive(ByteBuffer datagram, long now) {
            return Step.AGREED;
        }

        @Override
        public boolean write(ByteBuffer out, long now) {
            return false;
        }

        @Override
        public long deadline() {
            return Wire.NEVER;
        }

        @Override
        public void confirmed() {}

        @Override
        public Agreed agreed() {
            return new Agreed(new byte[2][32], Suite.CHACHA20_POLY1305, 1200, 8, PEER, new byte[32]);
        }

        @Override
        public Failure failure() {
            throw new IllegalStateException("it never fails");
        }

        @Override
        public WavryId peer() {
            return PEER;
        }
    }

    private Recorder recorder;

    /** A client without cipher, just after the handshake. */
    private Connection established() {
        recorder = new Recorder() {
            @Override
            public void videoFrame(VideoFrameView frame) {
                assertNotNull(frame.header().toString());
                frame.release();
            }
        };
        ClientAdmission admission = new ClientAdmission(recorder);
        Connection client = new Connection(SMALL, new NullAeads(), admission, new AgreedAtOnce(), recorder, 7, 0);
        client.receive(ByteBuffer.wrap(new byte[] {(byte) Wire.REPLY}), 0);
        assertEquals(ConnectionState.CONFIRMING, client.state());
        client.repairSchemes(new Parity(), new Parity());
        return client;
    }

    private void receive(Connection client, long number, byte[] frames) {
        ByteBuffer packet = ByteBuffer.allocate(Wire.OVERHEAD_BYTES + frames.length);
        packet.put((byte) Wire.DATA).putLong(client.connectionId());
        Frames.putU48(packet, number);
        packet.put(frames).clear();
        client.receive(packet, number * 10_000);
    }

    @Test
    void shouldBearHostileFramesOfAProvenPeer() {
        List<byte[]> samples = new ArrayList<>(FrameSamples.all().values());
        Connection client = established();
        ByteBuffer out = ByteBuffer.allocate(1200);
        int refused = 0;
        long number = 0;
        for (int i = 0; i < 25_000; i++) {
            byte[] frame = mutate(samples.get(random.nextInt(samples.size())), random.nextInt(4));
            if (frame.length >= 3 && random.nextInt(3) > 0) {
                ByteBuffer.wrap(frame).putShort(1, (short) (frame.length - 3));
            }
            receive(client, number++, frame);
            if (i % 16 == 0) {
                client.onDeadline(number * 10_000);
                client.poll(out.clear(), number * 10_000);
                client.nextDeadlineNanos();
            }
            if (client.state() != ConnectionState.ESTABLISHED && client.state() != ConnectionState.CONFIRMING) {
                assertEquals(1, recorder.closedCalls);
                refused += client.closeReason() == CloseReason.PROTOCOL_ERROR ? 1 : 0;
                client = established();
                number = 0;
            }
        }
        System.out.println(refused + " connections ended");
        assertTrue(refused > 100, "only " + refused + " were found out");
    }

    @Test
    void shouldNotTakeMoreMemoryThanAllowedForHostileVideo() {
        Rtt rtt = new Rtt();
        VideoReceiver receiver = new VideoReceiver(2 << 20, 100 * MILLI, rtt, new Counters());
        Recorder sink = new Recorder();
        ByteBuffer out = ByteBuffer.allocate(1200);
        for (int i = 0; i < 40_000; i++) {
            ByteBuffer piece = ByteBuffer.allocate(17 + 1 + random.nextInt(1100));
            int pieces = 1 + random.nextInt(random.nextBoolean() ? 3 : 0xffff);
            piece.put((byte) random.nextInt(3)).putShort((short) random.nextInt(20));
            piece.putInt(random.nextBoolean() ? random.nextInt(50) : random.nextInt());
            piece.putShort((short) (random.nextBoolean() ? random.nextInt(4) : random.nextInt()));
            piece.putShort((short) random.nextInt(pieces)).putShort((short) pieces);
            piece.putInt(random.nextBoolean() ? pieces * (piece.remaining() - 4) : random.nextInt())
                    .clear();
            receiver.onPiece(piece, sink, i * MILLI);
            receiver.onDeadline(i * MILLI, sink);
            receiver.write(out.clear(), i * MILLI);
            assertTrue(receiver.usedBytes() <= 2 << 20);
        }
    }

    @Test
    void shouldRefuseDamagedMessagesWithOneKindOfException() {
        List<byte[]> samples = new ArrayList<>();
        MessageSamples.messages().values().forEach(message -> samples.add(GoldenTest.encode(message)));
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutate(samples.get(random.nextInt(samples.size())), 0);
            try {
                MessageCodec.decode(ByteBuffer.wrap(bytes));
            } catch (MalformedMessageException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were found out");
    }

    @Test
    void shouldRefuseDamagedInputEvents() {
        List<byte[]> samples = new ArrayList<>();
        MessageSamples.events().values().forEach(event -> samples.add(GoldenTest.encode(event)));
        InputEvent event = new InputEvent();
        ByteBuffer out = ByteBuffer.allocate(InputCodec.MAX_BYTES);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutate(samples.get(random.nextInt(samples.size())), 0);
            if (InputCodec.decode(ByteBuffer.wrap(bytes), event)) {
                // What was let in is within bounds, so it can be written again.
                assertTrue(InputCodec.encode(event, out.clear()));
            } else {
                refused++;
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were found out");
    }
}
