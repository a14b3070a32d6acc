package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.core.trust.Refusal;
import dev.wavry.rift.CloseReason;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each way to be sent away has a counter of its own. */
class RefusalKindTest {
    private final Refusals refusals = new Refusals();

    private Map<String, Long> refused() {
        Map<String, Long> counters = new TreeMap<>();
        refusals.into(counters);
        counters.values().removeIf(count -> count == 0);
        return counters;
    }

    @Test
    void shouldGiveEachRefusalItsOwnName() {
        assertEquals(
                Refusal.values().length,
                Arrays.stream(Refusal.values())
                        .map(Refusal::counter)
                        .collect(Collectors.toSet())
                        .size());
        for (Refusal refusal : Refusal.values()) {
            refusals.count(refusal);
            assertEquals(1, refused().get(refusal.counter()));
        }
        assertEquals(Refusal.values().length, refused().size());
    }

    @Test
    void shouldTellHandshakesThatFailApart() {
        refusals.handshake(CloseReason.VERSION_MISMATCH);
        refusals.handshake(CloseReason.NO_COMMON_SUITE);
        refusals.handshake(CloseReason.BUSY);
        refusals.handshake(CloseReason.HANDSHAKE_FAILED);
        refusals.handshake(CloseReason.HANDSHAKE_TIMEOUT);
        refusals.handshake(CloseReason.WRONG_HOST_KEY);
        assertEquals(Map.of("refusedVersion", 2L, "refusedBusy", 1L, "refusedHandshake", 3L), refused());
    }

    @Test
    void shouldNotCountTwiceWhomTheListKeepsOut() {
        refusals.handshake(CloseReason.NOT_AUTHORIZED);
        assertEquals(Map.of(), refused());
    }

    @Test
    void shouldCountSessionsThatEndAgainstTheClientsWill() {
        for (CloseReason reason : CloseReason.values()) {
            refusals.session(reason);
        }
        assertEquals(Map.of("refusedRevoked", 1L, "refusedProtocol", 1L), refused());
    }

    @Test
    void shouldNameTheCountersOfTheDoor() {
        Map<String, Long> counters = new TreeMap<>();
        refusals.into(counters);
        assertTrue(counters.containsKey("doorOverSourceLimit"), counters::toString);
        assertTrue(counters.containsKey("doorCookiesWrong"), counters::toString);
    }
}
