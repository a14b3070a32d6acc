package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of strangers fills no disk. */
@Timeout(10)
class DoorLogTest {
    @Test
    void shouldWriteFiveLinesASecondAndCountTheRest() {
        DoorLog log = new DoorLog();
        long second = TimeUnit.SECONDS.toNanos(1);
        for (int i = 0; i < 1000; i++) {
            log.refused("not proven", "of the test", i * second / 1000);
        }
        assertEquals(995, log.suppressed());
        log.refused("not proven", "of the test", second);
        assertEquals(995, log.suppressed());
    }
}
