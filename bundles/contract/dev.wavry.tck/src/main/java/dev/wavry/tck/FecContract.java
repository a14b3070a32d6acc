package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.control.FecScheme;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every scheme of forward error correction promises. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class FecContract {
    private static final int OFFSET = 5;
    private final SplittableRandom random = new SplittableRandom(99);

    /** The factory under test. */
    protected abstract FecFactory factory();

    /** A buffer in the middle of a larger one, with random bytes. */
    private ByteBuffer packet(int bytes, boolean direct) {
        ByteBuffer all =
                direct ? ByteBuffer.allocateDirect(bytes + 3 * OFFSET) : ByteBuffer.allocate(bytes + 3 * OFFSET);
        for (int i = 0; i < all.capacity(); i++) {
            all.put(i, (byte) random.nextInt());
        }
        return all.limit(OFFSET + bytes).position(OFFSET);
    }

    /** A group with its repairs: sources first. */
    protected final ByteBuffer[] group(FecScheme scheme, int sources, int repairs, int bytes) {
        ByteBuffer[] source = new ByteBuffer[sources];
        ByteBuffer[] repair = new ByteBuffer[repairs];
        for (int i = 0; i < sources; i++) {
            source[i] = packet(bytes, i % 2 == 0);
        }
        for (int i = 0; i < repairs; i++) {
            repair[i] = packet(bytes, i % 2 == 1);
        }
        scheme.protect(source, sources, repair, repairs);
        ByteBuffer[] all = new ByteBuffer[sources + repairs];
        System.arraycopy(source, 0, all, 0, sources);
        System.arraycopy(repair, 0, all, sources, repairs);
        return all;
    }

    /** Loses what is not in {@code present}, recovers and compares. @return what the scheme said */
    protected final boolean survives(FecScheme scheme, ByteBuffer[] group, int sources, int repairs, long present) {
        ByteBuffer[] copy = new ByteBuffer[group.length];
        for (int i = 0; i < group.length; i++) {
            copy[i] = ByteBuffer.allocate(group[i].capacity());
            copy[i].put(0, group[i], 0, group[i].limit());
            copy[i].limit(group[i].limit()).position(group[i].position());
            if ((present >>> i & 1) == 0) {
                for (int at = copy[i].position(); at < copy[i].limit(); at++) {
                    copy[i].put(at, (byte) random.nextInt());
                }
            }
        }
        boolean said = scheme.recover(copy, sources, repairs, present);
        for (int i = 0; said && i < sources; i++) {
            assertEquals(group[i], copy[i], "packet " + i + " of " + sources + "+" + repairs);
        }
        return said;
    }

    private static long all(int packets) {
        return packets == 64 ? -1 : (1L << packets) - 1;
    }

    @Test
    void shouldRestoreAnyOnePacketOfAGroupOfAnySize() {
        FecScheme scheme = factory().open();
        int most = Math.min(factory().largestGroup(), 63);
        assertTrue(most >= 32, "RIFT makes groups of 32");
        for (int sources = 1; sources <= most; sources++) {
            ByteBuffer[] group = group(scheme, sources, 1, 21);
            for (int lost = 0; lost <= sources; lost++) {
                long present = all(sources + 1) & ~(1L << lost);
                assertTrue(survives(scheme, group, sources, 1, present), sources + " packets without " + lost);
            }
        }
    }

    @Test
    void shouldSayWhenTooMuchIsMissing() {
        FecScheme scheme = factory().open();
        ByteBuffer[] group = group(scheme, 10, 2, 40);
        assertFalse(survives(scheme, group, 10, 2, all(12) & ~0b111L));
        assertFalse(survives(scheme, group, 10, 2, all(10) & ~1L), "no repair came");
        assertTrue(survives(scheme, group, 10, 2, all(10)), "nothing is missing");
    }

    @Test
    void shouldRestoreARunOfAsManyAsThereAreRepairs() {
        FecScheme scheme = factory().open();
        for (int repairs = 1; repairs <= 8; repairs++) {
            ByteBuffer[] group = group(scheme, 32, repairs, 100);
            for (int first = 0; first + repairs <= 32; first++) {
                long lost = all(repairs) << first;
                assertTrue(survives(scheme, group, 32, repairs, all(32 + repairs) & ~lost), repairs + " from " + first);
            }
        }
    }

    @Test
    void shouldWorkForPacketsOfAnyLength() {
        FecScheme scheme = factory().open();
        for (int bytes : new int[] {1, 2, 7, 8, 9, 63, 64, 65, 1143, 1200, 8000, 3}) {
            ByteBuffer[] group = group(scheme, 5, 1, bytes);
            assertTrue(survives(scheme, group, 5, 1, all(6) & ~4L), bytes + " bytes");
        }
    }

    @Test
    void shouldTouchNothingButWhatIsMissing() {
        FecScheme scheme = factory().open();
        ByteBuffer[] group = group(scheme, 6, 1, 50);
        byte[] before = new byte[group[0].capacity()];
        group[0].get(0, before, 0, group[0].limit());
        scheme.recover(group, 6, 1, all(7) & ~2L);
        for (int i = 0; i < group[0].limit(); i++) {
            assertEquals(before[i], group[0].get(i));
        }
        assertEquals(OFFSET, group[1].position());
    }
}
