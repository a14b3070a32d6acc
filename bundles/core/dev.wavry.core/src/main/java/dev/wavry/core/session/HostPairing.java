package dev.wavry.core.session;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.Right;
import dev.wavry.api.WavryException;
import dev.wavry.control.ControlHandler;
import dev.wavry.control.ControlReply;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.trust.GuestDoor;
import dev.wavry.core.trust.Lists;
import dev.wavry.core.trust.PairingWindow;
import dev.wavry.core.trust.PairingWindow.Attempt;
import dev.wavry.core.trust.PairingWindow.Outcome;
import dev.wavry.core.trust.PairingWindow.Purpose;
import dev.wavry.core.trust.Refusal;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people hand out codes at the control socket and lets clients prove them. The code goes to whoever asked for it and nowhere else;
 * when the asker hangs up the code is taken back.
 */
final class HostPairing implements ControlHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HostPairing.class);
    private static final int MOST_MINUTES = 60;

    private final HostRuntime host;
    private final GuestDoor guests;
    private final @Nullable Path list;
    private final PairingWindow window;
    /** Belong to CONTROL. */
    private @Nullable Attempt attempt;

    private @Nullable RiftLink attemptLink;
    private String attemptName = "";
    private volatile @Nullable Job job;

    /** What somebody at the host asked for. */
    private record Job(ControlReply reply, Purpose purpose, Set<Right> rights, String name) {}

    /** @param list where paired clients are written; null if they cannot be */
    HostPairing(HostRuntime host, GuestDoor guests, @Nullable Path list, SecureRandom random) {
        this.host = host;
        this.guests = guests;
        this.list = list;
        Path memory = list == null ? null : list.toAbsolutePath().resolveSibling("pairing_state");
        this.window = new PairingWindow(memory, InstantSource.system(), random);
    }

    /** Whether a code is out, so that somebody unknown may come as far as to prove it. */
    boolean isOpen() {
        return job != null && window.isOpen();
    }

    void close() {
        window.close();
    }

    // What people ask for.

    @Override
    public Set<String> verbs() {
        return Set.of("pair", "link");
    }

    @Override
    public void handle(Map<String, String> request, ControlReply reply) {
        Purpose purpose = "link".equals(request.get("verb")) ? Purpose.LINK : Purpose.PAIRING;
        String minutes = request.getOrDefault("minutes", "5");
        if (!minutes.matches("[0-9]{1,3}")
                || Integer.parseInt(minutes) < 1
                || Integer.parseInt(minutes) > MOST_MINUTES) {
            throw new IllegalArgumentException("minutes are 1 to " + MOST_MINUTES);
        }
        if (purpose == Purpose.PAIRING && list == null) {
            reply.fail("USAGE", "This host has no list of clients, so it could not remember one", "Start it with one.");
            return;
        }
        Job wanted = new Job(reply, purpose, rights(request, purpose), request.getOrDefault("name", ""));
        Duration length = Duration.ofMinutes(Integer.parseInt(minutes));
        try {
            String code = window.open(purpose, length);
            job = wanted;
            reply.onGone(() -> over(wanted, ""));
            CompletableFuture.delayedExecutor(length.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> over(wanted, "The time is over."));
            InetSocketAddress address = host.address();
            LOG.info("A code for a {} is out for {} min", purpose == Purpose.LINK ? "link" : "pairing", minutes);
            reply.tell(Map.of(
                    "event",
                    "code",
                    "code",
                    code,
                    "minutes",
                    minutes,
                    "address",
                    address.getHostString() + ":" + address.getPort(),
                    "port",
                    Integer.toString(address.getPort()),
                    "id",
                    host.id()));
        } catch (WavryException e) {
            reply.fail(e.kind().name(), e.getMessage().replaceAll("\\.$", ""), "");
        }
    }

    private static Set<Right> rights(Map<String, String> request, Purpose purpose) {
        String words = request.getOrDefault("rights", "");
        if (words.isEmpty()) {
            return purpose == Purpose.LINK ? Set.of(Right.VIEW) : Right.USUAL;
        }
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : words.split(",", -1)) {
            rights.add(Right.ofWord(word));
        }
        return rights;
    }

    private void over(Job which, String why) {
        if (job == which) {
            job = null;
            window.close();
            LOG.info("The code is not taken any more");
            which.reply().end(Map.of("event", "closed", "text", why));
        }
    }

    // What clients do; on CONTROL.

    /** A message of a pairing. */
    void handle(RiftLink link, WavryId peer, Message message) {
        if (message instanceof Message.PairShare share) {
            begin(link, peer, share);
        } else if (message instanceof Message.PairTag tag && attempt != null && attemptLink == link) {
            Attempt judged = attempt;
            String name = attemptName;
            attempt = null;
            attemptLink = null;
            // The list and the count of wrong codes lie on a disk.
            host.open(() -> judge(judged, link, peer, name, tag));
        } else {
            refuse(link);
        }
    }

    private void begin(RiftLink link, WavryId peer, Message.PairShare share) {
        byte[] hash = link.connection().handshakeHash();
        Attempt fresh = hash == null || job == null
                ? null
                : window.begin(share.purpose(), peer, WavryId.parse(host.id()), hash);
        byte[] answer = fresh == null ? null : fresh.meet(share.share());
        if (answer == null) {
            refuse(link);
            return;
        }
        attempt = fresh;
        attemptLink = link;
        attemptName = share.name();
        link.send(new Message.PairShare(share.purpose(), answer, ""));
    }

    private void refuse(RiftLink link) {
        host.keeper.refusals().count(Refusal.PAIRING);
        link.close(CloseReason.PAIRING_FAILED, "");
    }

    /** A client hung up. */
    void gone(RiftLink link) {
        Attempt left = attempt;
        if (left != null && attemptLink == link) {
            left.leave();
            attempt = null;
            attemptLink = null;
        }
    }

    // On OPENER, because it writes files.

    private void judge(Attempt judged, RiftLink link, WavryId peer, String name, Message.PairTag tag) {
        Job asked = job;
        if (asked == null) {
            host.control(() -> refuse(link));
            return;
        }
        Outcome outcome = judged.finish(
                tag.tag(),
                () -> welcome(asked, peer, name),
                own -> host.control(() -> link.send(new Message.PairTag(own))));
        if (outcome == Outcome.RIGHT) {
            job = null;
            LOG.info("The client '{}' proved the code", peer);
            asked.reply().end(Map.of("event", "paired", "id", peer.toString(), "name", name(asked, name)));
            return;
        }
        host.control(() -> refuse(link));
        if (outcome == Outcome.WRONG) {
            host.keeper.refusals().count(Refusal.WRONG_CODE);
            int left = window.triesLeft();
            LOG.warn("The client '{}' did not know the code; {} tries are left", peer, left);
            asked.reply().tell(Map.of("event", "wrong", "id", peer.toString(), "left", Integer.toString(left)));
            if (left == 0) {
                over(asked, "Three codes were wrong, so this one is not taken any more.");
            }
        }
    }

    private boolean welcome(Job asked, WavryId peer, String name) {
        if (asked.purpose() == Purpose.LINK) {
            guests.invite(peer, asked.rights());
            return true;
        }
        try {
            if (list == null) {
                return false;
            }
            new Lists()
                    .grant(list, new ClientGrant(peer.toString(), name(asked, name), asked.rights(), null, List.of()));
            return true;
        } catch (WavryException e) {
            LOG.warn("A client proved the code and could not be written down: {}", e.getMessage());
            return false;
        }
    }

    /** What the person said, else what the client calls itself, cut to what fits on a line. */
    private static String name(Job asked, String suggested) {
        String name = asked.name().isEmpty() ? suggested : asked.name();
        String clean = name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "");
        return clean.length() > 64 ? clean.substring(0, 64) : clean;
    }
}
