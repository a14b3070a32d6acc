package dev.wavry.gateway.internal;

import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.lease.LeaseToken;
import dev.wavry.reach.signal.ServerText;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs leases for the relays it knows.
 *
 * @param identity the gateway's
 * @param relays where they are; the user is the relay's id
 * @param seconds how long leases last
 * @param kbps what they allow
 * @param wall the time
 */
record Leaser(Identity identity, List<ServerText> relays, int seconds, int kbps, InstantSource wall) {
    /** One for each relay, as a message carries it. */
    List<String> leases(String session, Lease.Side side, WavryId holder) {
        Instant now = wall.instant().truncatedTo(ChronoUnit.SECONDS);
        List<String> texts = new ArrayList<>();
        for (ServerText relay : relays) {
            Lease lease = new Lease(
                    identity.id(),
                    WavryId.parse(relay.user()),
                    session,
                    side,
                    holder,
                    now,
                    now.plusSeconds(seconds),
                    kbps);
            texts.add(
                    new ServerText("relay", relay.host(), relay.port(), relay.user(), LeaseToken.write(lease, identity))
                            .write());
        }
        return texts;
    }
}
