package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What RIFT reads from the wire, made bare: where a cipher would stop the fuzzer there is none, where a secret would differ it is fixed. */
public final class WireTargets {
    private static final long MILLI = 1_000_000L;
    private static final RiftSettings SMALL = RiftSettings.defaults().withVideoBytes(1 << 18, 1 << 19);
    private static final RiftHandler NOBODY = new RiftHandler() {
        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {}

        @Override
        public void videoFrame(dev.wavry.rift.VideoFrameView frame) {
            frame.release();
        }
    };

    private WireTargets() {}

    /** All of them by name. */
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("question", question());
        targets.put("reply", WireTargets::reply);
        targets.put("finish", WireTargets::finish);
        targets.put("packet", WireTargets::packet);
        targets.put("frames", WireTargets::frames);
        targets.put("lanes", WireTargets::lanes);
        targets.put("cursor", WireTargets::cursor);
        targets.put("input-lane", WireTargets::inputLane);
        targets.put("video", WireTargets::video);
        return targets;
    }

    /** The same numbers in each run, so that an input that was found does the same again. */
    private static SecureRandom fixed(long seed) {
        Random random = new Random(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
    }

    /** First messages at the door of a host that asks everybody for a cookie. */
    private static Consumer<byte[]> question() {
        RiftSettings asks = SMALL.withHandshakeLimits(0, 1, 1);
        Server server = new Server(
                Identity.generate(fixed(1)),
                asks,
                peer -> "no",
                (connection, peer) -> NOBODY,
                fixed(2),
                new BareAeads());
        PathAddress from = new PathAddress("fuzz", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        ByteBuffer answer = ByteBuffer.allocate(256);
        long[] now = {0};
        return bytes -> {
            ByteBuffer datagram = whole(bytes, RiftSettings.MIN_DATAGRAM_BYTES);
            now[0] += MILLI;
            server.route(datagram);
            server.accept(datagram, from, now[0], answer.clear());
            server.forgetClosed();
            require(answer.position() <= datagram.remaining(), "an answer larger than the question");
            require(server.connectionCount() <= 2, "connections without a cookie");
        };
    }

    /** A fuzzer finds out slowly that a first message is 1200 bytes: what is in front of the padding is enough. */
    private static ByteBuffer whole(byte[] bytes, int least) {
        return ByteBuffer.wrap(bytes.length >= least ? bytes : java.util.Arrays.copyOf(bytes, least));
    }

    private static ClientHandshake asking() {
        return new ClientHandshake(
                Identity.generate(fixed(3)),
                peer -> null,
                CloseReason.WRONG_HOST_KEY,
                0x0102030405060708L,
                new int[] {1},
                List.of(Suite.AES_256_GCM, Suite.CHACHA20_POLY1305),
                1200,
                fixed(4),
                0);
    }

    private static final ByteBuffer OUT = ByteBuffer.allocate(1200);
    private static ClientHandshake client = asking();

    /** Answers, refusals and cookies at a client. */
    private static void reply(byte[] bytes) {
        Handshake.Step step = client.receive(ByteBuffer.wrap(bytes), 0);
        client.write(OUT.clear(), Long.MAX_VALUE / 4);
        require(step != Handshake.Step.AGREED, "agreed without a host");
        if (step != Handshake.Step.DROPPED) {
            client = asking();
        }
    }

    private static ServerHandshake host = answering();

    private static ServerHandshake answering() {
        ByteBuffer out = ByteBuffer.allocate(1200);
        asking().write(out, 0);
        HelloDatagram question = HelloDatagram.read(out.flip());
        try {
            return new ServerHandshake(
                    Identity.generate(fixed(5)),
                    question,
                    1,
                    Suite.AES_256_GCM,
                    1200,
                    0x1112131415161718L,
                    fixed(6),
                    new DoorCounters());
        } catch (org.bouncycastle.crypto.InvalidCipherTextException e) {
            throw new AssertionError(e);
        }
    }

    /** Last handshake messages and refusals at a host. */
    private static void finish(byte[] bytes) {
        Handshake.Step step = host.receive(ByteBuffer.wrap(bytes), 0);
        host.write(OUT.clear(), 0);
        require(step != Handshake.Step.AGREED, "agreed without a client");
        if (step == Handshake.Step.FAILED) {
            host = answering();
        }
    }

    private static final SecureChannel SEALED = new SecureChannel(
            JcaAeads.BEST,
            new Handshake.Agreed(new byte[2][32], Suite.AES_256_GCM, 1200, 7, BareHandshake.PEER, new byte[32]),
            7,
            SMALL,
            new Rtt(),
            new Counters(),
            0);

    /** Sealed packets: nobody without the key gets anything in. */
    private static void packet(byte[] bytes) {
        if (bytes.length >= 9) {
            ByteBuffer.wrap(bytes).putLong(1, 7);
        }
        require(SEALED.open(ByteBuffer.wrap(bytes), 0) == null, "opened what nobody sealed");
    }

    /** Frames of a proven peer: several packets, each with its length in front. */
    private static void frames(byte[] bytes) {
        BareHandshake agreed = new BareHandshake();
        Connection connection =
                new Connection(SMALL, new BareAeads(), new ClientAdmission(NOBODY), agreed, NOBODY, 7, 0);
        connection.receive(ByteBuffer.wrap(new byte[] {(byte) Wire.REPLY}), 0);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long number = 0;
        while (in.remaining() >= 2) {
            int length = Math.min(in.getShort() & 0x3ff, in.remaining());
            ByteBuffer packet = ByteBuffer.allocate(Wire.OVERHEAD_BYTES + length);
            packet.put((byte) Wire.DATA).putLong(7);
            Frames.putU48(packet, number++);
            packet.put(in.slice().limit(length)).clear();
            in.position(in.position() + length);
            connection.receive(packet, number * MILLI);
            connection.onDeadline(number * MILLI);
            connection.poll(OUT.clear(), number * MILLI);
            connection.nextDeadlineNanos();
        }
    }

    /** Segments: each number, flags and length in front. */
    private static void lanes(byte[] bytes) {
        LaneReceiver lane = new LaneReceiver(Wire.LANE_CONTROL, 8192, message -> {
            require(message.remaining() <= 8192, "a message larger than allowed");
            return true;
        });
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean sane = true;
        while (sane && in.remaining() >= 4) {
            long number = in.get() & 0xff | (in.get() & 0x80L) << 24;
            int flags = in.get() & 0xff;
            int length = Math.min(in.get() & 0xff, in.remaining());
            sane = lane.onSegment(number, flags, in.slice().limit(length));
            in.position(in.position() + length);
            lane.writeAck(OUT.clear());
        }
    }

    private static void cursor(byte[] bytes) {
        CursorLane cursor = new CursorLane(new Rtt());
        cursor.offer(1, 2, true);
        cursor.onFrame(ByteBuffer.wrap(bytes), NOBODY);
        cursor.onAck(ByteBuffer.wrap(bytes));
        cursor.write(OUT.clear(), 0);
    }

    private static void inputLane(byte[] bytes) {
        InputReceiver input = new InputReceiver();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= 2) {
            int length = Math.min(in.get() & 0xff, in.remaining());
            input.onFrame(in.slice().limit(length), NOBODY);
            in.position(in.position() + length);
            input.writeAck(OUT.clear());
        }
    }

    /** Pieces of frames and of parts, each with its length in front; memory stays within the limit whatever comes. */
    private static void video(byte[] bytes) {
        VideoReceiver video = new VideoReceiver(1 << 19, 100 * MILLI, new Rtt(), new Counters());
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long now = 0;
        while (in.remaining() >= 2) {
            int kind = in.get() & 0xff;
            int length = Math.min(in.get() & 0xff, in.remaining());
            ByteBuffer frame = in.slice().limit(length);
            in.position(in.position() + length);
            now += kind * MILLI / 8;
            if (kind == 0) {
                video.onGone(frame, NOBODY, now);
            } else {
                video.onPiece(frame, NOBODY, now);
            }
            video.onDeadline(now, NOBODY);
            video.write(OUT.clear(), now);
            require(video.usedBytes() <= 1 << 19, "more memory than allowed");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
