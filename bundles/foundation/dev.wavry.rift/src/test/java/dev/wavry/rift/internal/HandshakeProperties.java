package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Ends;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.InvalidCipherTextException;

/** The two halves of the handshake under somebody who delivers, repeats, swaps and damages as he likes. */
class HandshakeProperties {
    private static final Identity CLIENT = Identity.generate(Ends.seeded(1));
    private static final Identity HOST = Identity.generate(Ends.seeded(2));
    private static final long SECOND = 1_000_000_000L;

    private ClientHandshake client;
    private final List<byte[]> written = new ArrayList<>();
    private ServerHandshake host;
    private boolean clientAgreed;
    private boolean hostAgreed;
    private long now;

    /** One instance serves all tries. */
    private void begin() throws InvalidCipherTextException {
        written.clear();
        clientAgreed = false;
        hostAgreed = false;
        now = 0;
        client = new ClientHandshake(
                CLIENT,
                peer -> null,
                CloseReason.WRONG_HOST_KEY,
                77,
                new int[] {1},
                List.of(Suite.AES_256_GCM, Suite.CHACHA20_POLY1305),
                RiftSettings.MIN_DATAGRAM_BYTES,
                Ends.seeded(3),
                0);
        collect(client);
        HelloDatagram question = HelloDatagram.read(ByteBuffer.wrap(written.get(0)));
        host = new ServerHandshake(HOST, question, 1, Suite.AES_256_GCM, 1200, 88, Ends.seeded(4), new DoorCounters());
    }

    private void collect(Handshake from) {
        ByteBuffer out = ByteBuffer.allocate(1200);
        if (from.write(out, now)) {
            written.add(java.util.Arrays.copyOf(out.array(), out.position()));
        }
    }

    private void deliver(byte[] bytes) {
        boolean fromHost = (bytes[0] & 0xf8) == Wire.REPLY;
        Handshake.Step step = (fromHost ? client : host).receive(ByteBuffer.wrap(bytes), now);
        if (step == Handshake.Step.AGREED) {
            assertFalse(fromHost ? clientAgreed : hostAgreed, "agreed twice");
            clientAgreed |= fromHost;
            hostAgreed |= !fromHost;
        }
        assertTrue(step != Handshake.Step.FAILED, "failed because of " + bytes[0]);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void bothAgreeOnTheSameOrNobodyDoes(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1 << 20) Integer> steps)
            throws InvalidCipherTextException {
        begin();
        for (int step : steps) {
            now += step % 7 * SECOND / 20;
            collect(client);
            collect(host);
            byte[] bytes = written.get((step >> 8) % written.size()).clone();
            if (step % 4 == 0) {
                bytes[(step >> 3) % bytes.length] ^= (byte) (1 << step % 8);
            }
            if ((bytes[0] & 0xf8) != Wire.REFUSAL) {
                deliver(bytes);
            }
        }
        // Somebody who may not change anything any more cannot keep them apart.
        for (int i = 0; i < 4 && !(clientAgreed && hostAgreed); i++) {
            now += SECOND;
            collect(client);
            deliver(written.get(written.size() - 1));
            collect(host);
            deliver(written.get(written.size() - 1));
        }
        assertTrue(clientAgreed && hostAgreed);
        assertEquals(CLIENT.id(), host.agreed().peer());
        assertEquals(HOST.id(), client.agreed().peer());
        assertArrayEquals(client.agreed().keys()[0], host.agreed().keys()[1]);
        assertArrayEquals(client.agreed().keys()[1], host.agreed().keys()[0]);
        assertEquals(client.agreed().suite(), host.agreed().suite());
        assertEquals(client.agreed().maxDatagram(), host.agreed().maxDatagram());
    }
}
