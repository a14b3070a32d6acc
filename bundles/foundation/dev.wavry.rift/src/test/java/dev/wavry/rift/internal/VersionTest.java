package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Ends;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.SimulatedNetwork.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers of other versions, and somebody in between who changes the lists. */
@Timeout(30)
class VersionTest {
    private static final long MILLI = 1_000_000L;

    private static Ends endsWithVersions(long seed, int... versions) {
        Ends ends = new Ends(seed, Path.perfect());
        ends.net.client = Connections.client(
                ends.clientIdentity,
                host -> null,
                RiftSettings.defaults(),
                ends.client,
                Ends.seeded(seed),
                ends.net.now,
                versions,
                JcaAeads.BEST);
        return ends;
    }

    @Test
    void shouldTellAPeerOfAnotherVersionWhichOnesItSpeaks() {
        Ends ends = endsWithVersions(1, 7, 9);
        ends.net.run(500 * MILLI);
        assertEquals(CloseReason.VERSION_MISMATCH, ends.client.closed);
        assertTrue(ends.client.closedText.contains("speaks version 1"), ends.client.closedText);
        assertEquals(CloseReason.VERSION_MISMATCH, ends.refusedReason);
        assertEquals(0, ends.net.server.connectionCount());
    }

    @Test
    void shouldUseTheVersionInCommon() {
        endsWithVersions(2, 9, 1).connected();
    }

    @Test
    void shouldNotBeTalkedIntoAnotherListOfSuitesOnTheWay() {
        Ends ends = new Ends(3, Path.perfect());
        // Type, magic, id, one version: then the number of suites and the suites.
        int suites = 5 + 8 + 1 + 2;
        ends.net.tap = bytes -> {
            if ((bytes[0] & 0xff) == Wire.HELLO) {
                byte first = bytes[suites + 1];
                bytes[suites + 1] = bytes[suites + 2];
                bytes[suites + 2] = first;
            }
        };
        ends.net.run(5500 * MILLI);
        assertEquals(CloseReason.HANDSHAKE_TIMEOUT, ends.client.closed);
        assertEquals(0, ends.host.established);
    }
}
