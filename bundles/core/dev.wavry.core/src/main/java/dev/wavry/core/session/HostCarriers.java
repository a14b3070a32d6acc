package dev.wavry.core.session;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The carrier of a host and its exchange under running sessions: the new one is opened beside the old one, every client is reached over it, then
 * all cross or none does, and the old one is drained. Belongs to CONTROL.
 */
final class HostCarriers {
    private static final Logger LOG = LoggerFactory.getLogger(HostCarriers.class);

    /** Opening, a handshake of TCP and TLS, and some lost packets. */
    private static final long CROSS_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Packets that were under way when everybody crossed arrive within this. */
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Who was not heard over the new one by then is gone. */
    private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int MAX_SERIAL = 65536;

    private enum Phase {
        SETTLED,
        OPENING,
        CROSSING,
        DRAINING
    }

    private final Endpoint endpoint;
    private final HostLinks links;
    private final SecureRandom random;
    private final MediaClock clock;
    private final String asked;
    private final int maxDatagramBytes;
    private final List<CompletableFuture<Boolean>> leavers = new ArrayList<>();
    private Snapshot snapshot;
    private volatile @Nullable Provider<Transport> current;
    private volatile String trouble = "";
    /** Where everybody looks for the host. */
    private final InetSocketAddress home;

    private String kind;
    private Phase phase = Phase.SETTLED;
    private @Nullable Provider<Transport> coming;
    private @Nullable Provider<Transport> rejected;
    private Carriers.@Nullable Plug plug;
    private Carriers.@Nullable Plug other;
    private final Map<RiftLink, Boolean> crossing = new IdentityHashMap<>();
    private boolean quiet;
    private int serial;
    private long sinceNanos;

    /**
     * @param asked id of the transport that was asked for
     * @param maxDatagramBytes what connections may send in one datagram
     */
    HostCarriers(
            Endpoint endpoint,
            HostLinks links,
            Provider<Transport> first,
            Snapshot snapshot,
            String asked,
            int maxDatagramBytes,
            SecureRandom random,
            MediaClock clock) {
        this.endpoint = endpoint;
        this.links = links;
        this.current = first;
        this.kind = first.id();
        this.home = endpoint.carrier().local();
        this.snapshot = snapshot;
        this.asked = asked;
        this.maxDatagramBytes = maxDatagramBytes;
        this.random = random;
        this.clock = clock;
        this.plug = endpoint.carriers().first();
    }

    /** Bundle that carries now; empty while there is none. Any thread. */
    String bundle() {
        Provider<Transport> now = current;
        return now == null ? "" : now.bundle();
    }

    /** Why the last exchange came to nothing; empty if it did not. Any thread. */
    String trouble() {
        return trouble;
    }

    /** Whether it uses this one, or is about to. */
    boolean uses(Provider<?> provider) {
        return CarrierWish.same(current, provider) || CarrierWish.same(coming, provider);
    }

    /** What there is, or what is preferred, changed. */
    void changed(Snapshot now) {
        snapshot = now;
        rejected = null;
        consider();
    }

    /** A transport leaves; the answer completes once nothing of it is open here. */
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
            consider();
        }
        return unused;
    }

    private void consider() {
        if (phase != Phase.SETTLED) {
            return;
        }
        Provider<Transport> wanted = CarrierWish.of(snapshot, current, asked);
        if (wanted != null && !CarrierWish.same(wanted, current) && !CarrierWish.same(wanted, rejected)) {
            begin(wanted);
        } else if (current == null) {
            unplug();
        } else {
            settled();
        }
    }

    private void settled() {
        leavers.forEach(leaver -> leaver.complete(true));
        leavers.clear();
    }

    /** Nothing is there to go on with; sessions wait as long as their far side does. */
    private void unplug() {
        Carriers.Plug last = plug;
        if (last == null) {
            settled();
            return;
        }
        LOG.warn("No transport is left, so nothing can be sent until one comes");
        plug = null;
        Carrier nothing = new NoCarrier(last.carrier().local());
        links.all().forEach(link -> link.replug(nothing));
        endpoint.drop(last, this::settled);
    }

    private void begin(Provider<Transport> wanted) {
        phase = Phase.OPENING;
        coming = wanted;
        trouble = "";
        Carriers.Plug old = plug;
        InetSocketAddress at = home;
        endpoint.open(() -> {
            boolean shared =
                    old != null && wanted.id().equals(kind) && old.carrier().share(true);
            try {
                if (wanted.service().traits().largestDatagramBytes() < maxDatagramBytes) {
                    throw new CannotOpenException(
                            CannotOpenException.Reason.UNSUPPORTED,
                            "datagrams of " + maxDatagramBytes + " bytes do not fit",
                            "Choose another transport");
                }
                Carriers.Plug fresh = open(wanted, at, shared, old != null);
                endpoint.control(() -> opened(fresh, wanted, shared));
            } catch (CannotOpenException | RuntimeException | LinkageError e) {
                endpoint.control(() -> fail("it cannot be opened: " + e.getMessage()));
            }
        });
    }

    /** At the same address if that is possible: whoever comes later knows no other. */
    private Carriers.Plug open(Provider<Transport> wanted, InetSocketAddress at, boolean shared, boolean beside)
            throws CannotOpenException {
        try {
            return endpoint.carriers().open(wanted.service(), new CarrierSpec(at, null, shared));
        } catch (CannotOpenException e) {
            if (e.reason() != CannotOpenException.Reason.BUSY || !beside) {
                throw e;
            }
            InetSocketAddress anyPort = new InetSocketAddress(at.getAddress(), 0);
            return endpoint.carriers().open(wanted.service(), new CarrierSpec(anyPort, null));
        }
    }

    private void opened(Carriers.Plug fresh, Provider<Transport> wanted, boolean shared) {
        if (phase != Phase.OPENING || coming != wanted) {
            endpoint.open(fresh::close);
            return;
        }
        Carriers.Plug old = plug;
        if (old == null) {
            replugged(fresh, wanted);
            return;
        }
        phase = Phase.CROSSING;
        other = fresh;
        sinceNanos = clock.nanoTime();
        serial = (serial + 1) % MAX_SERIAL;
        endpoint.carriers().add(fresh);
        Carrier to = fresh.carrier();
        // The same address and the same kind: clients send to where they always did, and only the answer shows who
        // asks.
        boolean streams = wanted.service().traits().ordered();
        quiet = shared && !streams && to.local().equals(old.carrier().local());
        for (RiftLink link : links.all()) {
            if (link.state() == ConnectionState.ESTABLISHED) {
                crossing.put(link, quiet);
                if (quiet) {
                    link.probe(to, link.path(), random.nextLong());
                } else {
                    link.expect(to, random.nextLong());
                    link.send(new Message.CarrierOffer(
                            serial, wanted.id(), to.local().getPort()));
                }
            }
        }
        work(sinceNanos);
    }

    private void replugged(Carriers.Plug fresh, Provider<Transport> wanted) {
        plug = fresh;
        endpoint.use(fresh);
        boolean lossless = endpoint.carriers().isLossless(fresh.carrier());
        links.all().forEach(link -> {
            link.replug(fresh.carrier());
            link.lossless(lossless);
        });
        phase = Phase.SETTLED;
        coming = null;
        current = wanted;
        kind = wanted.id();
        LOG.info(
                "Carried by '{}' again, at {}", wanted.bundle(), fresh.carrier().local());
        consider();
    }

    /** A client tried the carrier that was offered. */
    void answered(RiftLink link, Message.CarrierAnswer answer) {
        if (phase != Phase.CROSSING || answer.serial() != serial || !crossing.containsKey(link)) {
            return;
        }
        if (answer.ready()) {
            crossing.put(link, true);
        } else {
            String text = answer.text().replaceAll("[^\\x20-\\x7e]", "?");
            fail("the client " + link.connection().peerId() + " cannot use it: " + text);
        }
    }

    /** Looks how far an exchange is; while there are two carriers the agent comes by every half a millisecond. */
    void work(long now) {
        if (phase == Phase.CROSSING) {
            crossing.keySet().removeIf(link -> link.state() != ConnectionState.ESTABLISHED);
            boolean all = crossing.entrySet().stream()
                    .allMatch(one -> one.getValue() && one.getKey().reached());
            if (all) {
                cross(now);
            } else if (now - sinceNanos > CROSS_NANOS) {
                fail("not every client was reached over it within 4 s");
            }
        } else if (phase == Phase.DRAINING && now - sinceNanos > DRAIN_NANOS) {
            boolean all = links.all().stream().allMatch(link -> link.heard() && link.uses(endpoint.carrier()));
            if (all || now - sinceNanos > LONGEST_DRAIN_NANOS) {
                drained();
            }
        }
    }

    private void cross(long now) {
        Provider<Transport> wanted = coming;
        Carriers.Plug fresh = other;
        if (wanted == null || fresh == null) {
            throw new IllegalStateException("crosses to nothing");
        }
        for (RiftLink link : crossing.keySet()) {
            link.cross(quiet);
            link.lossless(endpoint.carriers().isLossless(fresh.carrier()));
            if (!quiet) {
                link.send(new Message.CarrierMove(serial, true));
            }
        }
        LOG.info(
                "Carried by '{}' at {} from now on; {} sessions crossed",
                wanted.bundle(),
                fresh.carrier().local(),
                crossing.size());
        other = plug;
        plug = fresh;
        endpoint.use(fresh);
        crossing.clear();
        current = wanted;
        kind = wanted.id();
        coming = null;
        sinceNanos = now;
        phase = Phase.DRAINING;
    }

    private void drained() {
        Carriers.Plug old = other;
        if (old != null) {
            for (RiftLink link : links.all()) {
                link.forgetOld();
                if (link.uses(old.carrier())) {
                    leaveBehind(link);
                }
            }
            endpoint.drop(old, this::over);
        }
        other = null;
    }

    /** Came in while the others crossed. */
    private void leaveBehind(RiftLink link) {
        if (!quiet) {
            link.close(CloseReason.NORMAL, "");
        }
        link.replug(endpoint.carrier());
        link.lossless(endpoint.carriers().isLossless(endpoint.carrier()));
    }

    private void over() {
        phase = Phase.SETTLED;
        consider();
    }

    private void fail(String why) {
        Provider<Transport> wanted = coming;
        Carriers.Plug fresh = other;
        Carriers.Plug old = plug;
        coming = null;
        other = null;
        rejected = wanted;
        trouble = "the transport '" + (wanted == null ? "" : wanted.bundle()) + "' did not take over: " + why;
        LOG.warn("Nothing was changed: {}", trouble);
        for (RiftLink link : crossing.keySet()) {
            link.stay();
            if (!quiet) {
                link.send(new Message.CarrierMove(serial, false));
            }
        }
        crossing.clear();
        if (old != null) {
            old.carrier().share(false);
        }
        if (fresh == null) {
            over();
        } else {
            endpoint.drop(fresh, this::over);
        }
    }
}
