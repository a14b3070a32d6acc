package dev.wavry.core.trust;

import dev.wavry.api.Right;
import dev.wavry.rift.WavryId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A door that also lets in guests, each for one session, as whoever opened a link for them wished. */
public final class GuestDoor implements Door {
    /** A guest comes right after it has proven its code. */
    private static final Duration EXPECTED = Duration.ofSeconds(60);

    private final Door door;
    private final InstantSource time;
    private final Map<WavryId, Guest> guests = new HashMap<>();

    private static final class Guest {
        private final Set<Right> rights;
        private final Instant expectedUntil;
        private boolean inside;

        Guest(Set<Right> rights, Instant expectedUntil) {
            this.rights = rights;
            this.expectedUntil = expectedUntil;
        }
    }

    /** @param door asked first, because whoever is known is no guest */
    public GuestDoor(Door door, InstantSource time) {
        this.door = door;
        this.time = time;
    }

    /** Lets somebody in once, soon. */
    public synchronized void invite(WavryId peer, Set<Right> rights) {
        guests.put(
                peer,
                new Guest(Set.copyOf(EnumSet.copyOf(rights)), time.instant().plus(EXPECTED)));
    }

    /** A session is over; a guest is none any more. */
    public synchronized void left(WavryId peer) {
        Guest guest = guests.get(peer);
        if (guest != null && guest.inside) {
            guests.remove(peer);
        }
    }

    @Override
    public synchronized Ruling enters(WavryId peer, @Nullable InetAddress from) {
        Ruling known = door.enters(peer, from);
        Guest guest = guests.get(peer);
        if (known.admits() || guest == null) {
            return known;
        }
        if (guest.inside || !time.instant().isBefore(guest.expectedUntil)) {
            return Ruling.no(Refusal.GUEST_OVER, "it was a guest for one session");
        }
        guest.inside = true;
        return new Ruling(guest.rights, null);
    }

    @Override
    public synchronized Ruling stays(WavryId peer, @Nullable InetAddress from) {
        Ruling known = door.stays(peer, from);
        Guest guest = guests.get(peer);
        return known.admits() || guest == null || !guest.inside ? known : new Ruling(guest.rights, null);
    }
}
