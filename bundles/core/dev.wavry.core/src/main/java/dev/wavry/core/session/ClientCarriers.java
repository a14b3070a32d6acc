package dev.wavry.core.session;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The carrier of a client. It is exchanged because the host offers another one, and then both cross or neither does; or because the bundle here is
 * updated or leaves, and then the host follows as to any new address. Belongs to CONTROL.
 */
final class ClientCarriers {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCarriers.class);
    private static final long REACH_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** A host that made an offer says within this what came of it; longer than it waits itself. */
    private static final long DECIDE_NANOS = TimeUnit.SECONDS.toNanos(8);

    /** What was under way when both crossed arrives within this. */
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A host that loses the same kind of carrier at the same time offers another one within this. */
    private static final long OFFER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** As {@link #DRAIN_NANOS} when somebody waits for the end of it. */
    private static final long SHORT_DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Nobody offered anything. */
    private static final int OWN = -1;

    private enum Phase {
        SETTLED,
        OPENING,
        REACHING,
        DECIDING,
        DRAINING
    }

    private final Endpoint endpoint;
    private final Supplier<RiftLink> link;
    private final InetSocketAddress host;
    private final SecureRandom random;
    private final MediaClock clock;
    private final List<CompletableFuture<Boolean>> leavers = new ArrayList<>();
    private Snapshot snapshot;
    private volatile @Nullable Provider<Transport> current;
    private Phase phase = Phase.SETTLED;
    private Carriers.@Nullable Plug plug;
    private Carriers.@Nullable Plug other;
    private @Nullable Provider<Transport> coming;
    private @Nullable Provider<Transport> rejected;
    private String kind;
    private InetSocketAddress target;
    private InetSocketAddress nextTarget;
    private int serial = OWN;
    private long sinceNanos;

    ClientCarriers(
            Endpoint endpoint,
            Supplier<RiftLink> link,
            Provider<Transport> first,
            Snapshot snapshot,
            InetSocketAddress host,
            SecureRandom random,
            MediaClock clock) {
        this.endpoint = endpoint;
        this.link = link;
        this.current = first;
        this.kind = first.id();
        this.snapshot = snapshot;
        this.host = host;
        this.target = host;
        this.nextTarget = host;
        this.random = random;
        this.clock = clock;
        this.plug = endpoint.carriers().first();
    }

    /** Bundle that carries now; empty while there is none. Any thread. */
    String bundle() {
        Provider<Transport> now = current;
        return now == null ? "" : now.bundle();
    }

    /** Where the host is in the terms of the carrier that is used. */
    PathAddress path() {
        return endpoint.carrier().address(target);
    }

    /** A link for a new connection. */
    RiftLink link(RiftConnection connection) {
        RiftLink fresh = new RiftLink(connection, endpoint.carrier(), path(), clock, endpoint::deadlineMoved);
        fresh.lossless(endpoint.carriers().isLossless(endpoint.carrier()));
        return fresh;
    }

    /** Whether it uses this one, or is about to. */
    boolean uses(Provider<?> provider) {
        return CarrierWish.same(current, provider) || CarrierWish.same(coming, provider);
    }

    void changed(Snapshot now) {
        snapshot = now;
        rejected = null;
        consider();
    }

    CompletableFuture<Boolean> leaving(Provider<?> provider, Snapshot without) {
        snapshot = without;
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        if (!uses(provider)) {
            unused.complete(true);
            return unused;
        }
        leavers.add(unused);
        if (CarrierWish.same(coming, provider)) {
            fail("'" + provider.bundle() + "' was removed");
        } else {
            current = null;
            sinceNanos = clock.nanoTime();
            consider();
        }
        return unused;
    }

    /** Another kind of carrier is the host's to choose; here only another bundle for the same kind. */
    private void consider() {
        if (phase != Phase.SETTLED) {
            return;
        }
        Provider<Transport> best = Snapshot.named(snapshot.transports(), kind).orElse(null);
        boolean better = best != null && (current == null || best.favoured());
        if (better && !CarrierWish.same(best, current) && !CarrierWish.same(best, rejected)) {
            begin(best, target, OWN);
        } else if (current != null || plug == null) {
            settled();
        }
    }

    private void settled() {
        leavers.forEach(leaver -> leaver.complete(true));
        leavers.clear();
    }

    private void unplug() {
        Carriers.Plug last = Objects.requireNonNull(plug);
        LOG.warn("No transport is left, so nothing can be sent until one comes");
        plug = null;
        link.get().replug(new NoCarrier(last.carrier().local()));
        endpoint.drop(last, this::settled);
    }

    /** The host can be reached by another carrier and wants to know whether from here. */
    void offered(Message.CarrierOffer offer) {
        if (phase == Phase.DRAINING) {
            drained();
        }
        Provider<Transport> there =
                Snapshot.named(snapshot.transports(), offer.transport()).orElse(null);
        if (phase != Phase.SETTLED && phase != Phase.DRAINING) {
            answer(offer.serial(), false, "this client is in the middle of another exchange");
        } else if (host.isUnresolved()) {
            answer(offer.serial(), false, "this client found its path by a gateway, which knows of no other carrier");
        } else if (there == null) {
            answer(offer.serial(), false, "no transport '" + offer.transport() + "' is installed there");
        } else {
            begin(there, new InetSocketAddress(host.getAddress(), offer.port()), offer.serial());
        }
    }

    private void answer(int about, boolean ready, String text) {
        link.get().send(new Message.CarrierAnswer(about, ready, text));
    }

    private void begin(Provider<Transport> wanted, InetSocketAddress where, int about) {
        phase = Phase.OPENING;
        coming = wanted;
        nextTarget = where;
        serial = about;
        endpoint.open(() -> {
            try {
                Carriers.Plug fresh = endpoint.carriers().open(wanted.service(), Endpoint.towards(where));
                endpoint.control(() -> opened(fresh, wanted));
            } catch (CannotOpenException | RuntimeException | LinkageError e) {
                endpoint.control(() -> fail("it cannot be opened: " + e.getMessage()));
            }
        });
    }

    private void opened(Carriers.Plug fresh, Provider<Transport> wanted) {
        if (phase != Phase.OPENING || coming != wanted) {
            endpoint.open(fresh::close);
            return;
        }
        Carriers.Plug old = plug;
        if (old == null) {
            phase = Phase.SETTLED;
            take(fresh, wanted);
            link.get().replug(fresh.carrier(), path());
            consider();
            return;
        }
        other = fresh;
        endpoint.carriers().add(fresh);
        sinceNanos = clock.nanoTime();
        phase = Phase.REACHING;
        link.get().probe(fresh.carrier(), fresh.carrier().address(nextTarget), random.nextLong());
    }

    private void take(Carriers.Plug fresh, Provider<Transport> wanted) {
        plug = fresh;
        endpoint.use(fresh);
        current = wanted;
        kind = wanted.id();
        target = nextTarget;
        coming = null;
        link.get().lossless(endpoint.carriers().isLossless(fresh.carrier()));
        LOG.info("Carried by '{}' from now on", wanted.bundle());
    }

    /** Looks how far an exchange is. */
    void work(long now) {
        switch (phase) {
            case REACHING -> {
                if (link.get().reached()) {
                    reached();
                } else if (now - sinceNanos > REACH_NANOS) {
                    fail("the host does not answer over it");
                }
            }
            case DECIDING -> {
                if (now - sinceNanos > DECIDE_NANOS) {
                    fail("the host never decided");
                }
            }
            case SETTLED -> {
                if (current == null && plug != null && now - sinceNanos > OFFER_NANOS) {
                    unplug();
                }
            }
            case DRAINING -> {
                if (now - sinceNanos > (leavers.isEmpty() ? DRAIN_NANOS : SHORT_DRAIN_NANOS)) {
                    drained();
                }
            }
            default -> {}
        }
    }

    private void reached() {
        if (serial == OWN) {
            cross();
        } else {
            phase = Phase.DECIDING;
            answer(serial, true, "");
        }
    }

    /** The host decided for all of its clients. */
    void moved(Message.CarrierMove move) {
        if (phase != Phase.DECIDING && phase != Phase.REACHING && phase != Phase.OPENING || move.serial() != serial) {
            return;
        }
        if (move.go() && phase == Phase.DECIDING) {
            cross();
        } else {
            fail("the host stays with what it has");
        }
    }

    private void cross() {
        Carriers.Plug old = plug;
        Carriers.Plug fresh = other;
        Provider<Transport> wanted = coming;
        if (fresh == null || wanted == null) {
            throw new IllegalStateException("crosses to nothing");
        }
        link.get().cross(false);
        take(fresh, wanted);
        other = old;
        sinceNanos = clock.nanoTime();
        phase = Phase.DRAINING;
    }

    private void drained() {
        Carriers.Plug old = other;
        other = null;
        phase = Phase.SETTLED;
        if (old != null) {
            endpoint.drop(old, this::consider);
        }
    }

    /** The connection is a new one, made for the carrier that is used now. */
    void linkRenewed() {
        if (phase == Phase.REACHING || phase == Phase.DECIDING) {
            fail("the connection ended meanwhile");
        }
    }

    private void fail(String why) {
        Provider<Transport> wanted = coming;
        Carriers.Plug fresh = other;
        LOG.warn(
                "Nothing was changed: the transport '{}' did not take over: {}",
                wanted == null ? "" : wanted.bundle(),
                why);
        rejected = wanted;
        coming = null;
        other = null;
        link.get().stay();
        if (serial != OWN && phase != Phase.DECIDING) {
            answer(serial, false, why);
        }
        phase = Phase.SETTLED;
        sinceNanos = clock.nanoTime();
        if (fresh != null) {
            endpoint.drop(fresh, this::consider);
        } else {
            consider();
        }
    }
}
