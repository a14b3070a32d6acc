package dev.wavry.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door says which kind of refusal it is, for counting, and what a client is called, for asking. */
class RulingTest {
    private static final WavryId ID = Identity.generate(new SecureRandom()).id();
    private static final WavryId STRANGER =
            Identity.generate(new SecureRandom()).id();

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void shouldTellUnknownExpiredAndFarAwayApart() throws Exception {
        Path list = Files.writeString(
                folder.resolve("clients"), ID + " name=laptop expires=2026-05-02T00:00:00Z from=10.0.0.0/8\n");
        Authorized door = new Authorized(List.of(), list, () -> now);
        InetAddress near = InetAddress.getByName("10.1.2.3");
        Ruling good = door.enters(ID, near);
        assertNull(good.refusal());
        assertEquals("laptop", good.name());
        assertEquals(Refusal.UNKNOWN_ID, door.enters(STRANGER, near).refusal());
        assertEquals(
                Refusal.OTHER_NETWORK,
                door.enters(ID, InetAddress.getByName("11.1.2.3")).refusal());
        now = now.plus(Duration.ofDays(1));
        assertEquals(Refusal.EXPIRED, door.enters(ID, near).refusal());
    }

    @Test
    void shouldTellAGuestWhoComesAgainFromAStranger() throws Exception {
        GuestDoor door = new GuestDoor(new Authorized(List.of(), null, () -> now), () -> now);
        door.invite(ID, EnumSet.of(dev.wavry.api.Right.VIEW));
        assertNull(door.enters(ID, null).refusal());
        assertEquals(Refusal.GUEST_OVER, door.enters(ID, null).refusal());
    }
}
