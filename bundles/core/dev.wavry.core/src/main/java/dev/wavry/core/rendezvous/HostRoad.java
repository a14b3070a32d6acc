package dev.wavry.core.rendezvous;

import dev.wavry.api.GatewayAccess;
import dev.wavry.api.WavryException;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.reach.ReachCarrier;
import dev.wavry.core.reach.ReachPeer;
import dev.wavry.reach.signal.Signal;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.nat.NatStrategy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host's place at a gateway: it waits there to be asked, tells nobody but those it lets in where it is, and comes back when the line breaks. */
public final class HostRoad implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostRoad.class);
    private static final int PING_SECONDS = 25;
    private static final int RENEW_SECONDS = 300;
    private static final int MOST_BACK_OFF_SECONDS = 30;

    private final GatewayAccess access;
    private final Identity identity;
    private final ReachCarrier carrier;
    private final List<Provider<NatStrategy>> strategies;
    private final Predicate<WavryId> welcome;
    private final Map<String, ReachPeer> meetings = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "wavry-host-gateway");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable GatewayLine line;
    private boolean searching;
    private int backOffSeconds = 1;
    private volatile boolean closed;

    /**
     * Connects; a gateway that is wrong from the start is an error, one that goes away later is waited for.
     *
     * @param carrier the host's
     * @param welcome whether a key may learn where this host is
     */
    public HostRoad(
            GatewayAccess access,
            Identity identity,
            ReachCarrier carrier,
            List<Provider<NatStrategy>> strategies,
            Predicate<WavryId> welcome)
            throws WavryException {
        this.access = access;
        this.identity = identity;
        this.carrier = carrier;
        this.strategies = strategies;
        this.welcome = welcome;
        connect();
        carrier.onCandidate(this::late);
        timer.scheduleAtFixedRate(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        timer.scheduleAtFixedRate(this::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
    }

    private void connect() throws WavryException {
        GatewayLine fresh = GatewayLine.open(access, identity, "host", InstantSource.system(), this::heard, this::gone);
        line = fresh;
        backOffSeconds = 1;
        LOG.info("this host waits at the gateway {}", access.address());
        if (!searching) {
            searching = true;
            List<NatServer> servers = Texts.servers(fresh.welcome().list("server"));
            carrier.search(
                    strategies.stream().filter(s -> !s.id().equals("relay")).toList(),
                    new GatherSpec(carrier.local(), servers, false),
                    null);
        }
    }

    private void gone() {
        if (!closed) {
            LOG.warn("The line to the gateway is broken; sessions go on, and the host comes back to it");
            again();
        }
    }

    private void again() {
        if (closed) {
            return;
        }
        int wait = backOffSeconds;
        backOffSeconds = Math.min(MOST_BACK_OFF_SECONDS, backOffSeconds * 2);
        timer.schedule(
                () -> {
                    try {
                        connect();
                    } catch (WavryException e) {
                        LOG.debug("Still no gateway: {}", e.getMessage());
                        again();
                    }
                },
                wait,
                TimeUnit.SECONDS);
    }

    private void heard(Signal signal) {
        String ref = signal.get("ref");
        ReachPeer peer = meetings.get(ref);
        switch (signal.verb()) {
            case "asked" -> asked(ref, signal);
            case "candidate" -> {
                if (peer != null) {
                    Texts.candidates(signal, peer);
                }
            }
            case "leases" -> {
                if (peer != null) {
                    leases(peer, Texts.servers(signal.list("relay")));
                }
            }
            default -> LOG.debug("The gateway says '{}'", signal.verb());
        }
    }

    private void asked(String ref, Signal signal) {
        GatewayLine here = line;
        if (here == null) {
            return;
        }
        ReachPeer peer = null;
        try {
            WavryId from = WavryId.parse(signal.get("from"));
            if (welcome.test(from)) {
                peer = carrier.peer(false, words -> LOG.info("the path of {} is {}", from, words));
                Texts.describe(signal, peer);
            } else {
                LOG.info("{} asked where this host is and was not told", from);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("A question that makes no sense was refused");
            peer = null;
        }
        if (peer == null) {
            here.send(Signal.of("refuse").with("ref", ref));
            return;
        }
        meetings.put(ref, peer);
        here.send(Texts.describe(Signal.of("answer").with("ref", ref), peer.local(), carrier.candidates()));
    }

    private void leases(ReachPeer peer, List<NatServer> relays) {
        if (carrier.searchesFor(peer)) {
            relays.forEach(server -> carrier.refresh(peer, server));
        } else if (!relays.isEmpty()) {
            carrier.search(
                    strategies.stream().filter(s -> s.id().equals("relay")).toList(),
                    new GatherSpec(carrier.local(), relays, false),
                    peer);
        }
    }

    private void late(Candidate candidate) {
        GatewayLine here = line;
        if (here != null) {
            meetings.keySet()
                    .forEach(ref -> here.send(Signal.of("candidate")
                            .with("ref", ref)
                            .with("candidate", List.of(Texts.candidate(candidate)))));
        }
    }

    private void ping() {
        GatewayLine here = line;
        if (here != null) {
            here.ping();
        }
    }

    private void renew() {
        GatewayLine here = line;
        meetings.values().removeIf(peer -> !carrier.knows(peer));
        if (here != null) {
            meetings.keySet().forEach(ref -> here.send(Signal.of("renew").with("ref", ref)));
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        GatewayLine here = line;
        if (here != null) {
            here.close();
        }
    }
}
