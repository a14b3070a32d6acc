package dev.wavry.core.session;

import dev.wavry.api.HandOver;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Role;
import dev.wavry.api.Session;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.CatalogListener;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.plan.Wishes;
import dev.wavry.core.sound.HostSound;
import dev.wavry.core.sound.Sources;
import dev.wavry.core.stream.DisplayStream;
import dev.wavry.core.stream.HostRehearsal;
import dev.wavry.core.trust.Consent;
import dev.wavry.core.trust.Door;
import dev.wavry.core.trust.GuestDoor;
import dev.wavry.core.trust.Ruling;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running host: one carrier, one display, any number of clients. */
final class HostRuntime implements HostHandle, CatalogListener, RiftAcceptor, Endpoint.Work {
    private static final Logger LOG = LoggerFactory.getLogger(HostRuntime.class);
    /** The launcher starts the framework anew when this is true. */
    private static final String AGAIN = "wavry.again";

    private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MediaClock clock;
    private final StrategyCatalog catalog;
    private final Identity identity;
    private final GuestDoor door;
    private final HostPairing pairing;
    final Consent consent;
    private final HostDesk desk;
    final Doorkeeper keeper;
    final HostSound sound;
    private final RiftServer server;
    private final Endpoint endpoint;
    private final DisplayStream stream;
    final RateTarget wishedRate;
    private final Rehearsing rehearsing;
    private final HostLinks links;
    private final HostCarriers carriers;
    private final Map<RiftConnection, HostSession> admitted = new IdentityHashMap<>();
    private final List<HostSession> sessions = new CopyOnWriteArrayList<>();
    private final DoorWatch watch;
    private final List<Consumer<Session>> listeners = new CopyOnWriteArrayList<>();
    private final long reportNanos;
    private long tidyAtNanos;
    private long reportAtNanos;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closed;

    HostRuntime(
            HostRequest request,
            StrategyCatalog catalog,
            Provider<Transport> transport,
            Identity identity,
            Door door,
            RiftSettings settings,
            SecureRandom random,
            MediaClock clock)
            throws CannotOpenException {
        this.clock = clock;
        this.door = new GuestDoor(door, InstantSource.system());
        this.keeper = new Doorkeeper(this.door);
        this.pairing = new HostPairing(this, this.door, request.authorizedFile(), random);
        this.consent = new Consent(clock, request.consent());
        this.sound = new HostSound(Sources.parse(request.audioSource()), catalog, clock);
        this.desk = new HostDesk(List.of(pairing, new ConsentDesk(consent)));
        this.catalog = catalog;
        this.wishedRate = Wishes.of(request).rate();
        this.identity = identity;
        this.server =
                RiftServer.create(identity, settings, peer -> keeper.refuse(peer, pairing.isOpen()), this, random);
        this.endpoint = new Endpoint(
                "host", transport.service(), new CarrierSpec(request.listen(), null), clock, this::arrived, this);
        this.links = new HostLinks(server, endpoint, keeper, clock);
        this.carriers = new HostCarriers(
                endpoint,
                links,
                transport,
                catalog.snapshot(),
                request.transport(),
                settings.maxDatagramBytes(),
                random,
                clock);
        this.stream = new DisplayStream(
                "display", Wishes.of(request), catalog.snapshot(), clock, this::control, endpoint.opener());
        this.reportNanos = TimeUnit.SECONDS.toNanos(request.reportEverySeconds());
        this.tidyAtNanos = clock.nanoTime() + TIDY_NANOS;
        this.reportAtNanos = reportNanos == 0 ? Long.MAX_VALUE : clock.nanoTime() + reportNanos;
        this.watch = new DoorWatch(this.door, sessions, clock).start();
        endpoint.start();
        catalog.listen(this);
        this.rehearsing = new Rehearsing(
                endpoint,
                clock,
                List.of(
                        () -> new WireRehearsal(transport.service(), settings, random, clock),
                        () -> new HostRehearsal(catalog.snapshot(), Wishes.of(request), clock)),
                () -> closed,
                this::letsSomebodyIn);
        rehearsing.start();
    }

    private boolean letsSomebodyIn() {
        return sessions.stream().anyMatch(session -> session.state() == SessionState.NEGOTIATING);
    }

    /** Gives back what the rehearsal holds. */
    void stopRehearsing() {
        rehearsing.stop();
    }

    /** Runs something on CONTROL. */
    void control(Runnable command) {
        endpoint.control(command);
    }

    /** Runs something on OPENER. */
    void open(Runnable command) {
        endpoint.open(command);
    }

    Snapshot snapshot() {
        return catalog.snapshot();
    }

    String name() {
        return "wavry";
    }

    private void arrived(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        links.arrived(by, from, datagram, arrivalNanos);
    }

    HostCarriers carriers() {
        return carriers;
    }

    @Override
    public RiftHandler admitted(RiftConnection connection, WavryId peer) {
        RiftLink link = links.of(connection);
        if (link == null) {
            throw new IllegalStateException("admitted a connection without a link");
        }
        Ruling ruling = keeper.ruling();
        if (!ruling.admits()) {
            return new GuestHandler(this, link, peer, clock);
        }
        HostSession session = new HostSession(this, stream, clock, peer.toString(), ruling);
        session.linked(link);
        admitted.put(connection, session);
        sessions.add(session);
        watch.entered();
        control(() -> listeners.forEach(listener -> listener.accept(session)));
        return session;
    }

    @Override
    public void refused(RiftConnection connection, @Nullable WavryId peer, CloseReason reason, String text) {
        keeper.refused(peer, reason, clock.nanoTime());
    }

    void ended(HostSession session) {
        sessions.remove(session);
        admitted.values().remove(session);
        door.left(WavryId.parse(session.peer()));
        LOG.info("session {} report: {}", session.number(), session.report().line());
    }

    @Override
    public int work(long now) {
        int done = 0;
        links.work(now);
        carriers.work(now);
        for (int i = 0; i < sessions.size(); i++) {
            done += sessions.get(i).work();
        }
        if (now >= stream.nextTimerNanos()) {
            stream.onTimer(now);
        }
        if (now >= tidyAtNanos) {
            tidy(now);
        }
        return done;
    }

    private void tidy(long now) {
        tidyAtNanos = now + TIDY_NANOS;
        keeper.tidy(server, now);
        consent.expire(now);
        links.forgetClosed();
        if (now >= reportAtNanos) {
            reportAtNanos = now + reportNanos;
            sessions.forEach(session -> LOG.info(
                    "session {} report: {}", session.number(), session.report().line()));
        }
    }

    @Override
    public long nextDeadlineNanos() {
        long next = links.isEmpty() ? Long.MAX_VALUE : Math.min(tidyAtNanos, links.nextDeadlineNanos());
        for (int i = 0; i < sessions.size(); i++) {
            long patience = sessions.get(i).patienceNanos();
            if (patience != Long.MAX_VALUE) {
                next = Math.min(next, clock.nanoTime() + patience);
            }
        }
        return Math.min(next, stream.nextTimerNanos());
    }

    @Override
    public void changed(Snapshot now) {
        control(() -> {
            stream.catalogChanged(now);
            carriers.changed(now);
            sessions.forEach(session -> session.strategiesChanged(now));
        });
    }

    @Override
    public CompletableFuture<?> leaving(Provider<?> provider, Snapshot without) {
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        stopRehearsing();
        control(() -> {
            sessions.forEach(session -> session.strategyLeaves(provider.serviceId(), without));
            carriers.leaving(provider, without)
                    .thenCompose(done -> stream.providerLeaving(provider, without))
                    .thenAccept(done -> open(() -> unused.complete(true)));
        });
        return unused;
    }

    HostPairing pairing() {
        return pairing;
    }

    HostDesk desk() {
        return desk;
    }

    @Override
    public void ask(Map<String, String> request, Consumer<Map<String, String>> told) {
        desk.ask(request, told);
    }

    /** Has something ended with the host. */
    void endWith(AutoCloseable thing) {
        stopped.thenRun(() -> {
            try {
                thing.close();
            } catch (Exception e) {
                LOG.warn("Something did not end with the host: {}", e.getMessage());
            }
        });
    }

    @Override
    public InetSocketAddress address() {
        return endpoint.carrier().local();
    }

    @Override
    public String id() {
        return identity.id().toString();
    }

    @Override
    public List<Session> sessions() {
        return new ArrayList<>(sessions);
    }

    @Override
    public void onSession(Consumer<Session> listener) {
        listeners.add(listener);
    }

    @Override
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        if (role == Role.AUDIO_SOURCE || role == Role.AUDIO_CODEC) {
            return sound.prefer(role, what);
        }
        CompletableFuture<HandOver> answer = new CompletableFuture<>();
        if (role != Role.ENCODER && role != Role.CAPTURE) {
            answer.complete(new HandOver(role, false, "this part is not chosen by name on the host", 0));
            return answer;
        }
        control(() -> stream.prefer(role, what).thenAccept(answer::complete));
        stopped.thenRun(() -> answer.complete(new HandOver(role, false, "the host stopped", 0)));
        return answer;
    }

    @Override
    public String plan() {
        return stream.plan();
    }

    @Override
    public Map<Role, String> live() {
        Map<Role, String> live = new EnumMap<>(Role.class);
        live.putAll(stream.parts().live());
        live.putAll(sound.live());
        live.put(Role.TRANSPORT, carriers.bundle());
        live.values().removeIf(String::isEmpty);
        sessions.forEach(session -> session.addLive(live));
        return live;
    }

    @Override
    public String lastHandOver() {
        return stream.parts().took();
    }

    @Override
    public String trouble() {
        String carried = carriers.trouble();
        return carried.isEmpty() ? stream.parts().trouble() : carried;
    }

    /** Completes when it has stopped. */
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    @Override
    public void close() {
        synchronized (stopped) {
            if (closed) {
                return;
            }
            closed = true;
        }
        catalog.forget(this);
        CompletableFuture<Void> done = new CompletableFuture<>();
        control(() -> {
            CloseReason why = Boolean.getBoolean(AGAIN) ? CloseReason.HOST_RESTARTS : CloseReason.HOST_STOPPED;
            links.all().forEach(link -> link.close(why, ""));
            stream.close().thenRun(() -> done.complete(null));
        });
        done.completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
        watch.stop();
        sound.close();
        pairing.close();
        endpoint.stop();
        stopped.complete(null);
    }
}
