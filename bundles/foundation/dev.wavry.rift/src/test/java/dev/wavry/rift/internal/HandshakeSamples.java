package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.SimulatedNetwork;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A whole handshake from known keys, and the first packet after it with either cipher. */
final class HandshakeSamples {
    private static final long CLIENT_ID = 0x0102030405060708L;
    private static final long HOST_ID = 0x1112131415161718L;

    private HandshakeSamples() {}

    /** Answers requests with counting bytes: 32 from {@code first} on, then on from there. */
    private static SecureRandom counting(int first) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;
            private int next = first;

            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) next++;
                }
            }
        };
    }

    private static byte[] bytes(ByteBuffer out) {
        return Arrays.copyOf(out.array(), out.position());
    }

    static Map<String, byte[]> all() {
        Map<String, byte[]> samples = new TreeMap<>();
        Identity client = Identity.generate(counting(0x00));
        Identity host = Identity.generate(counting(0x40));
        samples.put("identity/client-file", client.toBytes());
        samples.put("identity/client-id", client.id().toBytes());
        samples.put("identity/host-id", host.id().toBytes());
        ClientHandshake asks = new ClientHandshake(
                client,
                peer -> null,
                CloseReason.WRONG_HOST_KEY,
                CLIENT_ID,
                new int[] {1},
                List.of(Suite.AES_256_GCM, Suite.CHACHA20_POLY1305),
                1200,
                counting(0x80),
                0);
        byte[] hello = bytes(written(asks));
        HelloDatagram question = HelloDatagram.read(ByteBuffer.wrap(hello));
        ServerHandshake answers;
        try {
            answers = new ServerHandshake(
                    host, question, 1, Suite.CHACHA20_POLY1305, 1200, HOST_ID, counting(0xa0), new DoorCounters());
        } catch (org.bouncycastle.crypto.InvalidCipherTextException e) {
            throw new AssertionError(e);
        }
        // The rest is padding of zeros to 1200 bytes.
        samples.put("datagram/hello", Arrays.copyOf(hello, 54));
        byte[] reply = bytes(written(answers));
        samples.put("datagram/reply", reply);
        asks.receive(ByteBuffer.wrap(reply), 0);
        byte[] finish = bytes(written(asks));
        samples.put("datagram/finish", finish);
        answers.receive(ByteBuffer.wrap(finish), 0);
        byte[][] keys = asks.agreed().keys();
        if (!Arrays.equals(keys[0], answers.agreed().keys()[1])) {
            throw new AssertionError("the two sides have different keys");
        }
        samples.put("key/client-to-host", keys[0]);
        samples.put("key/host-to-client", keys[1]);
        for (Suite suite : Suite.values()) {
            samples.put("key/packet-" + suite.code(), KeyChain.packetKey(keys[0], suite));
            samples.put("datagram/data-" + suite.code(), packet(suite, keys, false));
            samples.put("key/updated-" + suite.code(), KeyChain.packetKey(KeyChain.nextSecret(keys[0]), suite));
            samples.put("datagram/data-updated-" + suite.code(), packet(suite, keys, true));
        }
        ByteBuffer cookie = ByteBuffer.allocate(100);
        CookieDatagram.begin(cookie, CLIENT_ID, Cookies.BYTES);
        new Cookies(counting(0xc0), 0)
                .write(cookie, Source.of(SimulatedNetwork.address(1, 5000)), CLIENT_ID, question.noise(), 0);
        samples.put("datagram/cookie", bytes(cookie));
        ByteBuffer refusal = ByteBuffer.allocate(300);
        RefusalDatagram.write(refusal, CLIENT_ID, CloseReason.VERSION_MISMATCH, new int[] {1});
        samples.put("datagram/refusal", bytes(refusal));
        return samples;
    }

    private static ByteBuffer written(Handshake side) {
        ByteBuffer out = ByteBuffer.allocate(1200);
        if (!side.write(out, 0)) {
            throw new AssertionError("nothing to say");
        }
        return out;
    }

    private static byte[] packet(Suite suite, byte[][] keys, boolean updated) {
        byte[][] copies = {keys[0].clone(), keys[1].clone()};
        Handshake.Agreed agreed = new Handshake.Agreed(copies, suite, 1200, HOST_ID, null, new byte[32]);
        SecureChannel channel = new SecureChannel(
                JcaAeads.BEST, agreed, CLIENT_ID, RiftSettings.defaults(), new Rtt(), new Counters(), 0);
        if (updated) {
            channel.renewKey(0, RiftSettings.defaults().keyNanos());
        }
        ByteBuffer frames = channel.begin(1200);
        frames.put(FrameSamples.all().get("frame/ping"));
        ByteBuffer out = ByteBuffer.allocate(1200);
        channel.seal(out);
        return bytes(out);
    }
}
