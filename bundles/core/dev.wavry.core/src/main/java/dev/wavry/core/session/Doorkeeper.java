package dev.wavry.core.session;

import dev.wavry.core.trust.GuestDoor;
import dev.wavry.core.trust.Ruling;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.WavryId;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the list about whoever knocks, and writes down and counts who is turned away. On the agent that reads. */
final class Doorkeeper {
    private final GuestDoor door;
    private final DoorLog log = new DoorLog();
    private final Refusals refusals = new Refusals();
    private Ruling ruling = new Ruling(Set.of(), "nobody asked");
    private @Nullable InetAddress arriving;
    private @Nullable String objection;

    Doorkeeper(GuestDoor door) {
        this.door = door;
    }

    /** A datagram comes of somebody whose handshake goes there: not where this one says that it comes from, which proves nothing. */
    void arriving(@Nullable InetAddress answeredAt) {
        arriving = answeredAt;
    }

    /**
     * Says the same to whoever is turned away, so that nobody learns from it; the log of the host tells why.
     *
     * @param codeIsOut whether somebody unknown may come as far as to prove a code
     */
    @Nullable
    String refuse(WavryId peer, boolean codeIsOut) {
        ruling = door.enters(peer, arriving);
        if (ruling.admits() || codeIsOut) {
            return null;
        }
        refusals.count(ruling.refusal());
        objection = ruling.objection();
        return "this host does not let the id " + peer + " in";
    }

    /** What the list said of the one who asked last. */
    Ruling ruling() {
        return ruling;
    }

    /** A handshake was ended by this side. */
    void refused(@Nullable WavryId peer, CloseReason reason, long now) {
        refusals.handshake(reason);
        String why = reason == CloseReason.NOT_AUTHORIZED && objection != null ? objection : reason.sentence();
        objection = null;
        log.refused(peer == null ? "not proven" : peer.toString(), why, now);
    }

    /** Once a second. */
    void tidy(RiftServer server, long now) {
        log.summary(server, now);
        refusals.door(server);
    }

    Refusals refusals() {
        return refusals;
    }
}
