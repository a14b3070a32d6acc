package dev.wavry.core.rendezvous;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayAccess;
import dev.wavry.api.WavryException;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.reach.ReachCarrier;
import dev.wavry.core.reach.ReachPeer;
import dev.wavry.reach.signal.Signal;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.transport.Transport;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's way to a host it knows by id only: asks the gateway, finds a path, and keeps both for as long as the session lives. */
public final class ClientRoad implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRoad.class);
    private static final long ANSWER_NANOS = 5_000_000_000L;
    private static final long PATH_NANOS = 8_000_000_000L;
    /** How long the first message waits for what a server outside sees; later candidates follow by themselves. */
    private static final long GATHER_NANOS = 120_000_000L;

    private static final String REF = "1";

    private final GatewayAccess access;
    private final WavryId host;
    private final List<Provider<NatStrategy>> strategies;
    private final MediaClock clock;
    private final ReachCarrier carrier;
    private final ReachPeer peer;
    private final Upkeep upkeep;
    private final GatewayLine line;
    private volatile @Nullable Signal answer;
    private volatile @Nullable Signal refusal;
    private volatile boolean gone;

    /**
     * Returns when a path was found; waits for up to twenty seconds.
     *
     * @throws WavryException that says what was tried and what failed
     * @throws CannotOpenException as the transport does
     */
    public ClientRoad(
            GatewayAccess access,
            WavryId host,
            Transport transport,
            List<Provider<NatStrategy>> strategies,
            Identity identity,
            SecureRandom random,
            MediaClock clock)
            throws WavryException, CannotOpenException {
        this.access = access;
        this.host = host;
        this.strategies = strategies;
        this.clock = clock;
        this.carrier = new ReachCarrier(transport, Families.any(), identity, random, clock);
        try {
            this.line = GatewayLine.open(
                    access, identity, "client", InstantSource.system(), this::heard, () -> gone = true);
        } catch (WavryException e) {
            carrier.close();
            throw e;
        }
        this.peer = carrier.peer(true, words -> LOG.info("the path to {} is {}", host, words));
        this.upkeep = new Upkeep(line);
        try {
            find();
        } catch (WavryException e) {
            close();
            carrier.close();
            throw e;
        }
        upkeep.start(this::meeting);
    }

    private String meeting() {
        Signal heard = answer;
        return heard == null ? "" : heard.get("meeting");
    }

    /** The carrier with the path. */
    public ReachCarrier carrier() {
        return carrier;
    }

    /** The host, wherever it is. */
    public ReachPeer peer() {
        return peer;
    }

    private void find() throws WavryException {
        GatherSpec spec =
                new GatherSpec(carrier.local(), Texts.servers(line.welcome().list("server")), false);
        carrier.search(without("relay"), spec, null);
        long start = clock.nanoTime();
        pumpUntil(start + GATHER_NANOS, () -> carrier.settled());
        int told = carrier.candidates().size();
        line.send(Texts.describe(
                Signal.of("ask").with("ref", REF).with("host", host.toString()), peer.local(), carrier.candidates()));
        carrier.onCandidate(this::late);
        pumpUntil(clock.nanoTime() + ANSWER_NANOS, () -> answer != null || refusal != null || gone);
        Signal heard = answer;
        if (heard == null) {
            throw unanswered(refusal);
        }
        try {
            Texts.describe(heard, peer);
        } catch (IllegalArgumentException e) {
            throw new WavryException(ErrorKind.PROTOCOL, "The host's answer makes no sense", "Update both ends.", e);
        }
        // What was found between question and answer.
        carrier.candidates().stream().skip(told).forEach(this::late);
        relays(heard, spec);
        if (!pumpUntil(clock.nanoTime() + PATH_NANOS, () -> peer.path() != null)) {
            throw noPath(heard);
        }
    }

    private void late(Candidate late) {
        Signal heard = answer;
        if (heard != null) {
            line.send(Signal.of("candidate")
                    .with("ref", heard.get("meeting"))
                    .with("candidate", List.of(Texts.candidate(late))));
        }
    }

    private void relays(Signal heard, GatherSpec spec) {
        List<NatServer> relays = Texts.servers(heard.list("relay"));
        if (!relays.isEmpty()) {
            carrier.search(only("relay"), new GatherSpec(spec.local(), relays, false), peer);
        }
    }

    private List<Provider<NatStrategy>> without(String id) {
        return strategies.stream().filter(strategy -> !strategy.id().equals(id)).toList();
    }

    private List<Provider<NatStrategy>> only(String id) {
        return strategies.stream().filter(strategy -> strategy.id().equals(id)).toList();
    }

    /** Nobody else drives the carrier yet. */
    private boolean pumpUntil(long deadlineNanos, java.util.function.BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            long left = deadlineNanos - clock.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (carrier.doWork() == 0) {
                carrier.await(Math.min(left, 20_000_000L));
            }
        }
        return true;
    }

    private void heard(Signal signal) {
        switch (signal.verb()) {
            case "answer" -> answer = signal;
            case "error" -> refusal = signal;
            case "candidate" -> Texts.candidates(signal, peer);
            case "leases" -> Texts.servers(signal.list("relay")).forEach(server -> carrier.refresh(peer, server));
            default -> LOG.debug("The gateway says '{}'", signal.verb());
        }
        carrier.wake();
    }

    private WavryException unanswered(@Nullable Signal why) {
        String code = why == null ? "" : why.get("code");
        return switch (code) {
            case "absent", "draining" ->
                new WavryException(
                        ErrorKind.NOT_REACHABLE,
                        "The host " + host + " is not connected to the gateway " + access.address(),
                        "Start it there with 'wavry host --gateway " + access.address() + "', or check its id.");
            case "refused" ->
                new WavryException(
                        ErrorKind.NOT_AUTHORIZED,
                        "The host does not let this key in, and so does not tell where it is",
                        "Let this machine's id in on the host, or pair with it first.");
            case "quota" ->
                new WavryException(
                        ErrorKind.GATEWAY, "The gateway says: " + why.get("text"), "Wait a minute and try again.");
            default ->
                new WavryException(
                        ErrorKind.GATEWAY,
                        why == null
                                ? "The gateway " + access.address() + " brought no answer of the host within 5 s"
                                : "The gateway says: " + why.get("text"),
                        "Check that the host still runs, and try again.");
        };
    }

    private WavryException noPath(Signal heard) {
        String tried = peer.tried();
        String refusals = String.join("; ", carrier.refusals());
        boolean relayed = !heard.list("relay").isEmpty();
        return new WavryException(
                ErrorKind.NO_PATH,
                "The host answered through the gateway, but no path to it works: " + tried
                        + (refusals.isEmpty() ? "" : "; " + refusals),
                relayed
                        ? "Open UDP to the relay's port, on the side that could not reach it."
                        : "Open UDP between the two, or have the gateway's operator add a relay with --relay.");
    }

    @Override
    public void close() {
        upkeep.close();
        line.close();
    }
}
