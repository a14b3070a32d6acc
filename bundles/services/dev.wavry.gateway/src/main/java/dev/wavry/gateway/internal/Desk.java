package dev.wavry.gateway.internal;

import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.signal.LoginProof;
import dev.wavry.reach.signal.ServerText;
import dev.wavry.reach.signal.Signal;
import dev.wavry.rift.WavryId;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is here and who was introduced to whom. Belongs to one event loop. */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int MOST_MEETINGS_EACH = 64;
    private static final Set<String> PASSED_ON = Set.of("candidate");

    private final Leaser leaser;
    private final List<ServerText> servers;
    private final Quota quota;
    private final SecureRandom random;
    private final Figures figures;
    private final Map<WavryId, Guest> hosts = new HashMap<>();
    private final Map<String, Meeting> meetings = new HashMap<>();
    private boolean draining;

    Desk(Leaser leaser, List<ServerText> servers, Quota quota, SecureRandom random, Figures figures) {
        this.leaser = leaser;
        this.servers = List.copyOf(servers);
        this.quota = quota;
        this.random = random;
        this.figures = figures;
    }

    int hosts() {
        return hosts.size();
    }

    int meetings() {
        return meetings.size();
    }

    void drain() {
        draining = true;
    }

    private String hex() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String nonce() {
        return hex();
    }

    /** Somebody has come: asked who it is. */
    void came(Guest guest) {
        guest.tell(Signal.of("hello")
                .with("version", Signal.VERSION)
                .with("gateway", leaser.identity().id().toString())
                .with("nonce", guest.nonce)
                .with("time", leaser.wall().instant().toString()));
    }

    /** Somebody says something. */
    void said(Guest guest, Signal signal, long nowNanos) {
        if (guest.id() == null) {
            login(guest, signal);
            return;
        }
        switch (signal.verb()) {
            case "ask" -> ask(guest, guest.id(), signal, nowNanos);
            case "answer" -> answer(guest, signal);
            case "refuse" -> refuse(guest, signal);
            case "renew" -> renew(guest, signal, nowNanos);
            case "bye" -> end(meetings.get(signal.get("ref")), guest);
            default -> passOn(guest, signal);
        }
    }

    private void login(Guest guest, Signal signal) {
        WavryId id = null;
        try {
            id = WavryId.parse(signal.get("id"));
        } catch (IllegalArgumentException e) {
            // Refused below like a wrong proof.
        }
        boolean holds = id != null
                && signal.verb().equals("login")
                && LoginProof.holds(
                        id, signal.get("proof"), leaser.identity().id().toString(), guest.nonce);
        if (id == null || !holds) {
            figures.wrongLogins.add(1);
            error(guest, "", "login", "the gateway could not verify the key");
            guest.end();
            return;
        }
        boolean host = signal.get("role").equals("host");
        guest.loggedIn(id, host);
        figures.logins.add(1);
        if (host) {
            Guest before = hosts.put(id, guest);
            if (before != null) {
                error(before, "", "replaced", "the same key has logged in from somewhere else");
                left(before);
                before.end();
            }
            LOG.info("host {} is here", id);
        }
        guest.tell(Signal.of("welcome")
                .with("server", servers.stream().map(ServerText::write).toList()));
    }

    private void ask(Guest client, WavryId id, Signal signal, long nowNanos) {
        String ref = signal.get("ref");
        if (!quota.take(id.toString(), nowNanos) || client.meetings.size() >= MOST_MEETINGS_EACH) {
            figures.quota.add(1);
            error(client, ref, "quota", "this key has asked too often; wait a minute");
            return;
        }
        Guest host = draining ? null : host(signal.get("host"));
        if (host == null) {
            figures.absent.add(1);
            error(client, ref, draining ? "draining" : "absent", "the host is not connected to this gateway");
            return;
        }
        if (ref.length() > 64 || host.meetings.size() >= MOST_MEETINGS_EACH) {
            figures.quota.add(1);
            error(client, ref, "quota", "the host is being asked by too many");
            return;
        }
        figures.asks.add(1);
        Meeting meeting = new Meeting(ref, hex(), client, host);
        meetings.put(meeting.session, meeting);
        client.meetings.add(meeting.session);
        host.meetings.add(meeting.session);
        host.tell(Signal.of("asked")
                .with("ref", meeting.session)
                .with("from", id.toString())
                .with("name", signal.get("name"))
                .with("password", signal.get("password"))
                .with("candidate", signal.list("candidate")));
    }

    private @org.jspecify.annotations.Nullable Guest host(String id) {
        try {
            return hosts.get(WavryId.parse(id));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void answer(Guest host, Signal signal) {
        Meeting meeting = meetings.get(signal.get("ref"));
        if (meeting == null || meeting.host != host || meeting.agreed) {
            figures.malformed.add(1);
            return;
        }
        meeting.agreed = true;
        figures.answers.add(1);
        meeting.client.tell(Signal.of("answer")
                .with("ref", meeting.ref)
                .with("meeting", meeting.session)
                .with("name", signal.get("name"))
                .with("password", signal.get("password"))
                .with("candidate", signal.list("candidate"))
                .with("relay", leases(meeting, meeting.client)));
        host.tell(Signal.of("leases").with("ref", meeting.session).with("relay", leases(meeting, host)));
    }

    private List<String> leases(Meeting meeting, Guest holder) {
        WavryId id = holder.id();
        if (id == null) {
            return List.of();
        }
        Lease.Side side = holder == meeting.host ? Lease.Side.HOST : Lease.Side.CLIENT;
        List<String> leases = leaser.leases(meeting.session, side, id);
        figures.leases.add(leases.size());
        return leases;
    }

    /** The client learns nothing but that it is refused, whatever the reason. */
    private void refuse(Guest host, Signal signal) {
        Meeting meeting = meetings.get(signal.get("ref"));
        if (meeting != null && meeting.host == host && !meeting.agreed) {
            figures.refusals.add(1);
            error(meeting.client, meeting.ref, "refused", "the host does not let this key in");
            forget(meeting);
        }
    }

    private void renew(Guest guest, Signal signal, long nowNanos) {
        Meeting meeting = meetings.get(signal.get("ref"));
        WavryId id = guest.id();
        boolean member = meeting != null && meeting.agreed && (meeting.client == guest || meeting.host == guest);
        if (!member || id == null || !quota.take(id.toString(), nowNanos)) {
            figures.malformed.add(1);
            return;
        }
        guest.tell(Signal.of("leases").with("ref", meeting.session).with("relay", leases(meeting, guest)));
    }

    private void passOn(Guest guest, Signal signal) {
        Meeting meeting = meetings.get(signal.get("ref"));
        boolean member = meeting != null && (meeting.client == guest || meeting.host == guest);
        // What a host says before it agreed would tell its addresses to whoever asks.
        if (!member || !PASSED_ON.contains(signal.verb()) || guest == meeting.host && !meeting.agreed) {
            figures.malformed.add(1);
            return;
        }
        meeting.other(guest)
                .tell(Signal.of(signal.verb())
                        .with("ref", meeting.session)
                        .with("candidate", signal.list("candidate")));
    }

    private void end(@org.jspecify.annotations.Nullable Meeting meeting, Guest guest) {
        if (meeting != null && (meeting.client == guest || meeting.host == guest)) {
            forget(meeting);
        }
    }

    private void forget(Meeting meeting) {
        meetings.remove(meeting.session);
        meeting.client.meetings.remove(meeting.session);
        meeting.host.meetings.remove(meeting.session);
    }

    /** A connection is over. */
    void left(Guest guest) {
        for (String session : List.copyOf(guest.meetings)) {
            Meeting meeting = meetings.get(session);
            if (meeting != null) {
                if (guest == meeting.host && !meeting.agreed) {
                    error(meeting.client, meeting.ref, "absent", "the host went away");
                }
                forget(meeting);
            }
        }
        WavryId id = guest.id();
        if (id != null && guest.isHost() && hosts.remove(id, guest)) {
            LOG.info("host {} has left", id);
        }
    }

    private static void error(Guest guest, String ref, String code, String text) {
        guest.tell(Signal.of("error").with("ref", ref).with("code", code).with("text", text));
    }
}
