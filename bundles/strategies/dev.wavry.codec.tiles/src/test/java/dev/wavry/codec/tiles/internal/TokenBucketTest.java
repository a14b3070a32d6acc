package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.media.RateTarget;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long MILLI = 1_000_000;

    private final TokenBucket bucket = new TokenBucket(new RateTarget(8000, 60), 0);

    @Test
    void shouldLetATenthOfASecondGoAtOnce() {
        for (int sent = 0; sent < 100; sent++) {
            assertTrue(bucket.mayGo(0));
            bucket.take(1000);
        }
        assertFalse(bucket.mayGo(0));
    }

    @Test
    void shouldKeepTheRateOverTime() {
        long bytes = 0;
        for (int milli = 0; milli < 2000; milli++) {
            if (bucket.mayGo(milli * MILLI)) {
                bucket.take(5000);
                bytes += 5000;
            }
        }
        assertEquals(2_000_000 + 100_000, bytes, 10_000);
    }

    @Test
    void shouldFollowAnotherRate() {
        bucket.take(100_000);
        bucket.retarget(new RateTarget(800, 60));
        assertFalse(bucket.mayGo(0));
        bucket.take(10_000);
        assertFalse(bucket.mayGo(99 * MILLI));
        assertTrue(bucket.mayGo(101 * MILLI));
    }
}
