package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sealed packets: every provider opens every other's, and nothing damaged, doubled or foreign gets in. */
@Timeout(20)
class SealTest {
    private static final byte[][] KEYS = {new byte[32], new byte[32]};
    private static final int ID_A = 11;
    private static final int ID_B = 22;

    static {
        new Random(1).nextBytes(KEYS[0]);
        new Random(2).nextBytes(KEYS[1]);
    }

    private final Counters counters = new Counters();

    private static SecureChannel a(JcaAeads aeads, Suite suite) {
        return channel(aeads, suite, KEYS[0], KEYS[1], ID_A, ID_B, new Counters());
    }

    private SecureChannel b(JcaAeads aeads, Suite suite) {
        return channel(aeads, suite, KEYS[1], KEYS[0], ID_B, ID_A, counters);
    }

    private static SecureChannel channel(
            JcaAeads aeads, Suite suite, byte[] sends, byte[] receives, long own, long other, Counters counters) {
        byte[][] keys = {sends.clone(), receives.clone()};
        Handshake.Agreed agreed = new Handshake.Agreed(keys, suite, 1200, other, null, new byte[32]);
        return new SecureChannel(aeads, agreed, own, RiftSettings.defaults(), new Rtt(), counters, 0);
    }

    private static ByteBuffer packet(SecureChannel from, byte[] frames) {
        from.begin(1200).put(frames);
        ByteBuffer out = ByteBuffer.allocateDirect(1200);
        from.seal(out);
        return out.flip();
    }

    @ParameterizedTest
    @CsvSource({
        "CHACHA20_POLY1305,true,false",
        "CHACHA20_POLY1305,false,true",
        "CHACHA20_POLY1305,true,true",
        "AES_256_GCM,true,false",
        "AES_256_GCM,false,true",
        "AES_256_GCM,false,false"
    })
    void shouldOpenWhatTheOtherProviderSealed(Suite suite, boolean sealedByConscrypt, boolean openedByConscrypt) {
        SecureChannel sender = a(PrimitivesTest.aeads(sealedByConscrypt), suite);
        SecureChannel receiver = b(PrimitivesTest.aeads(openedByConscrypt), suite);
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            byte[] frames = new byte[random.nextInt(1200 - Wire.OVERHEAD_BYTES + 1)];
            random.nextBytes(frames);
            ByteBuffer opened = receiver.open(packet(sender, frames), 0);
            assertNotNull(opened);
            byte[] got = new byte[opened.remaining()];
            opened.get(got);
            assertArrayEquals(frames, got);
        }
    }

    @ParameterizedTest
    @CsvSource({"CHACHA20_POLY1305,true", "CHACHA20_POLY1305,false", "AES_256_GCM,true", "AES_256_GCM,false"})
    void shouldDropForgeriesAndStillTakeTheTruePacket(Suite suite, boolean conscrypt) {
        JcaAeads aeads = PrimitivesTest.aeads(conscrypt);
        SecureChannel sender = a(aeads, suite);
        SecureChannel receiver = b(aeads, suite);
        for (int round = 0; round < 3; round++) {
            ByteBuffer packet = packet(sender, new byte[100]);
            int bits = 8 * packet.remaining();
            for (int bit = 0; bit < bits; bit += 7) {
                ByteBuffer damaged = ByteBuffer.allocate(packet.remaining())
                        .put(packet.duplicate())
                        .flip();
                damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ 1 << bit % 8));
                assertNull(receiver.open(damaged, 0), "bit " + bit);
            }
            for (int length = 0; length < packet.remaining(); length++) {
                assertNull(receiver.open(packet.duplicate().limit(length), 0), "length " + length);
            }
            assertNotNull(receiver.open(packet.duplicate(), 0));
            assertNull(receiver.open(packet.duplicate(), 0), "a replay");
        }
        assertTrue(counters.get(RiftCounter.REPLAYED) >= 3);
        assertTrue(counters.get(RiftCounter.FORGED) > 300);
        assertEquals(3, counters.get(RiftCounter.PACKETS_RECEIVED));
    }

    @Test
    void shouldTakeReorderedPacketsOnceAndNoneOlderThanTheWindow() {
        ReplayWindow window = new ReplayWindow();
        Random random = new Random(4);
        boolean[] seen = new boolean[200_000];
        long highest = -1;
        for (int i = 0; i < 300_000; i++) {
            int number = Math.max(0, Math.min(seen.length - 1, i / 2 + random.nextInt(6000) - 3000));
            boolean expected = !seen[number] && (number > highest || highest - number < ReplayWindow.SIZE);
            assertEquals(expected, window.isNew(number), "number " + number);
            if (expected) {
                window.mark(number);
                seen[number] = true;
                highest = Math.max(highest, number);
            }
        }
        window.mark(10_000_000);
        assertFalse(window.isNew(10_000_000));
        assertTrue(window.isNew(10_000_000 - ReplayWindow.SIZE + 1));
        assertFalse(window.isNew(10_000_000 - ReplayWindow.SIZE));
    }

    @Test
    void shouldNotTakeItsOwnPacketsBack() {
        JcaAeads aeads = PrimitivesTest.aeads(false);
        SecureChannel sender = b(aeads, Suite.AES_256_GCM);
        ByteBuffer packet = packet(sender, new byte[50]);
        assertNull(sender.open(packet, 0));
    }
}
