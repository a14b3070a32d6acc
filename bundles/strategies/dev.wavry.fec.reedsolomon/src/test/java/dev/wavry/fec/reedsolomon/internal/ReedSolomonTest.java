package dev.wavry.fec.reedsolomon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.tck.FecContract;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Beyond the promises of all schemes: any so many lost packets come back. */
class ReedSolomonTest extends FecContract {
    @Override
    protected FecFactory factory() {
        return new ReedSolomonFactory();
    }

    @Test
    void shouldSurviveEveryPatternOfLossesThatIsNotLongerThanTheRepairs() {
        FecScheme scheme = factory().open();
        for (int sources = 1; sources <= 9; sources++) {
            for (int repairs = 1; repairs <= 5; repairs++) {
                ByteBuffer[] group = group(scheme, sources, repairs, 11);
                int packets = sources + repairs;
                for (long present = 0; present < 1L << packets; present++) {
                    int lostSources = sources - Long.bitCount(present & (1L << sources) - 1);
                    int left = Long.bitCount(present >>> sources);
                    assertEquals(lostSources <= left, survives(scheme, group, sources, repairs, present));
                }
            }
        }
    }

    @Test
    void shouldSurviveEveryPairAndTripleLostOfTheLargestGroup() {
        FecScheme scheme = factory().open();
        for (int repairs = 2; repairs <= 3; repairs++) {
            ByteBuffer[] group = group(scheme, 40, repairs, 16);
            long all = (1L << 40 + repairs) - 1;
            for (int a = 0; a < 40 + repairs; a++) {
                for (int b = a + 1; b < 40 + repairs; b++) {
                    int last = repairs == 2 ? b + 2 : 40 + repairs;
                    for (int c = b + 1; c < last; c++) {
                        long lost = 1L << a | 1L << b | (repairs == 2 ? 0 : 1L << c);
                        assertTrue(survives(scheme, group, 40, repairs, all & ~lost), a + ", " + b + ", " + c);
                    }
                }
            }
        }
    }

    @Test
    void shouldSurviveChanceAtTheLargestSizes() {
        SplittableRandom random = new SplittableRandom(3);
        FecScheme scheme = factory().open();
        for (int round = 0; round < 500; round++) {
            int sources = random.nextInt(1, ReedSolomon.MOST_SOURCES + 1);
            int repairs = random.nextInt(1, ReedSolomon.MOST_REPAIRS + 1);
            ByteBuffer[] group = group(scheme, sources, repairs, random.nextInt(1, 60));
            long present = (1L << sources + repairs) - 1;
            if (sources + repairs == 64) {
                present = -1;
            }
            for (int lost = 0; lost < repairs; lost++) {
                present &= ~(1L << random.nextInt(sources + repairs));
            }
            assertTrue(survives(scheme, group, sources, repairs, present), sources + "+" + repairs);
        }
    }

    @Test
    void shouldKeepItsFactorsWithinTheField() {
        for (int repairs = 1; repairs <= ReedSolomon.MOST_REPAIRS; repairs++) {
            for (int repair = 0; repair < repairs; repair++) {
                for (int source = 0; source < ReedSolomon.MOST_SOURCES; source++) {
                    int factor = Matrix.factor(repair, repairs, source);
                    assertTrue(factor > 0 && factor < 256);
                    assertTrue(repair > 0 || factor == 1);
                }
            }
        }
    }

    @Test
    void shouldMultiplyAsTheFieldDoes() {
        for (int a = 0; a < 256; a++) {
            assertEquals(a, Field.times(a, 1));
            assertEquals(a == 0 ? 0 : 1, a == 0 ? 0 : Field.times(a, Field.inverse(a)));
            for (int b = 0; b < 256; b++) {
                assertEquals(slow(a, b), Field.times(a, b));
            }
        }
    }

    /** Multiplication as it is taught: shift and reduce. */
    private static int slow(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= (b >> bit & 1) == 0 ? 0 : a << bit;
        }
        for (int bit = 15; bit >= 8; bit--) {
            product ^= (product >> bit & 1) == 0 ? 0 : 0x11d << bit - 8;
        }
        return product;
    }

    @Test
    void shouldNotAnswerYesWhereNothingIsLeft() {
        FecScheme scheme = factory().open();
        ByteBuffer[] group = group(scheme, 4, 3, 10);
        assertFalse(survives(scheme, group, 4, 3, 0));
    }
}
