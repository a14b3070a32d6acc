package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.HandOver;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Right;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeDecoders;
import dev.wavry.core.fake.FakeEncoders;
import dev.wavry.core.fake.FakeKeyboard;
import dev.wavry.core.fake.FakeNetwork;
import dev.wavry.core.fake.FakeScreen;
import dev.wavry.core.fake.FakeWindow;
import dev.wavry.core.fake.Laws;
import dev.wavry.core.stream.WindowThread;
import dev.wavry.core.trust.Door;
import dev.wavry.core.trust.Ruling;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A host and its clients with fakes around a real core; after {@link #close} nothing may be open or lent any more. */
final class World implements AutoCloseable {
    static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong SERVICES = new AtomicLong();
    private static final MediaClock CLOCK = System::nanoTime;

    final Laws laws = new Laws();
    final FakeNetwork network;
    final StrategyCatalog near = new StrategyCatalog();
    final FakeScreen screen;
    final FakeEncoders encodersA = new FakeEncoders(laws, "enc-a", "fake-a");
    final FakeEncoders encodersB = new FakeEncoders(laws, "enc-b", "fake-b");
    final FakeKeyboard keyboard = new FakeKeyboard(laws);
    final Provider<CaptureSource> screenProvider;
    final Provider<VideoEncoderFactory> a;
    final Provider<VideoEncoderFactory> b;
    final Provider<InputInjector> keyboardProvider;
    final Identity hostIdentity = Identity.generate(RANDOM);
    /** Who is let in and with what; a test may change it at any time. */
    final Map<WavryId, Set<Right>> admitted = new ConcurrentHashMap<>();

    private final Door door = new Door() {
        @Override
        public Ruling enters(WavryId peer, InetAddress from) {
            Set<Right> rights = admitted.get(peer);
            return rights == null ? new Ruling(Set.of(), "not known") : new Ruling(rights, null);
        }

        @Override
        public Ruling stays(WavryId peer, InetAddress from) {
            return enters(peer, from);
        }
    };
    final Queue<Session> hostSessions = new ConcurrentLinkedQueue<>();
    final List<Far> fars = new CopyOnWriteArrayList<>();
    final Provider<Transport> transport;
    private final RiftSettings settings;
    private final boolean asks;
    private HostRuntime host;

    World(long seed) {
        this(seed, RiftSettings.defaults());
    }

    World(long seed, RiftSettings settings) {
        this(seed, settings, 64, 48);
    }

    /** With a host that asks its person before each session. */
    static World asking(long seed) {
        return new World(seed, RiftSettings.defaults(), 64, 48, true);
    }

    World(long seed, RiftSettings settings, int width, int height) {
        this(seed, settings, width, height, false);
    }

    /**
     * @param settings how the host's links behave
     * @param asks whether the host asks its person
     */
    private World(long seed, RiftSettings settings, int width, int height, boolean asks) {
        this.settings = settings;
        this.asks = asks;
        screen = new FakeScreen(laws, "screen", width, height);
        network = new FakeNetwork(laws, seed);
        transport = provider("fake", 0, (Transport) network);
        screenProvider = arrive(near, CaptureSource.class, "screen", 0, screen);
        a = arrive(near, VideoEncoderFactory.class, "enc-a", 0, encodersA);
        b = arrive(near, VideoEncoderFactory.class, "enc-b", 0, encodersB);
        keyboardProvider = arrive(near, InputInjector.class, "keyboard", 0, keyboard);
        startHost(0);
    }

    private void startHost(int port) {
        HostRequest request = new HostRequest()
                .transport("fake")
                .size(96, 64)
                .consent(asks)
                .listen(new InetSocketAddress("127.0.0.1", port));
        try {
            host = new HostRuntime(request, near, transport, hostIdentity, door, settings, RANDOM, CLOCK);
        } catch (CannotOpenException e) {
            throw new IllegalStateException(e);
        }
        host.onSession(hostSessions::add);
        rehearsed();
    }

    /** Ends the host's rehearsal and forgets what it did. */
    private void rehearsed() {
        host.stopRehearsing();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        host.open(() -> done.complete(true));
        done(done);
        screen.startCounting();
        encodersA.startCounting();
        encodersB.startCounting();
    }

    /** Stops the host and starts it anew with the same address and keys. */
    void restartHost() {
        int port = host.address().getPort();
        host.close();
        startHost(port);
    }

    HostRuntime host() {
        return host;
    }

    static <T> Provider<T> provider(String id, int ranking, T service) {
        return new Provider<>(SERVICES.incrementAndGet(), id, ranking, "fake 1.0.0", service);
    }

    static <T> Provider<T> arrive(StrategyCatalog catalog, Class<T> type, String id, int ranking, T service) {
        Provider<T> provider = provider(id, ranking, service);
        catalog.arrived(type, provider);
        return provider;
    }

    /** A client that is let in, decodes both codecs and connects. */
    Far join() {
        return join("auto", "fake-a", "fake-b");
    }

    /** Lets somebody in with the usual rights. */
    void admit(WavryId id) {
        admitted.put(id, Right.USUAL);
    }

    Far join(String decoder, String... codecs) {
        Far far = new Far(codecs);
        admit(far.identity.id());
        far.connect(hostIdentity.id(), decoder, true);
        return far;
    }

    HandOver prefer(dev.wavry.api.Role role, String what) {
        return done(host.prefer(role, what));
    }

    static <T> T done(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("never done", e);
        }
    }

    /** Paints a random rectangle in a random colour. */
    void paint(Random random) {
        int x = random.nextInt(screen.width());
        int y = random.nextInt(screen.height());
        int w = 1 + random.nextInt(screen.width() - x);
        int h = 1 + random.nextInt(screen.height() - y);
        screen.paint(x, y, w, h, random.nextInt());
    }

    @Override
    public void close() {
        fars.forEach(far -> {
            if (far.client != null) {
                far.client.close();
            }
        });
        fars.forEach(far -> {
            if (far.client != null) {
                done(far.client.ended());
            }
        });
        host.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!laws.problems().isEmpty() && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
        assertEquals(List.of(), laws.problems(), "what the core owes its strategies");
    }

    /** What a session was at some moment. */
    record Seen(SessionState state, SessionReason reason) {}

    /** A client with everything around it. */
    final class Far {
        final Identity identity = Identity.generate(RANDOM);
        final StrategyCatalog catalog = new StrategyCatalog();
        final FakeWindow window = new FakeWindow(laws);
        final FakeDecoders decoders;
        final FakeDecoders others;
        final Provider<VideoDecoderFactory> decodersProvider;
        final Provider<VideoDecoderFactory> othersProvider;
        final List<Seen> seen = new CopyOnWriteArrayList<>();
        String audioOutput = "auto";
        String microphone = "disabled";
        ClientRuntime client;

        Far(String... codecs) {
            decoders = new FakeDecoders(laws, "dec-1", codecs);
            others = new FakeDecoders(laws, "dec-2", codecs);
            decodersProvider = arrive(catalog, VideoDecoderFactory.class, "dec-1", 1, decoders);
            othersProvider = arrive(catalog, VideoDecoderFactory.class, "dec-2", 0, others);
            fars.add(this);
        }

        void connect(WavryId expected, String decoder, boolean reconnect) {
            ConnectRequest request = new ConnectRequest(host.address())
                    .transport("fake")
                    .decoder(decoder)
                    .audioOutput(audioOutput)
                    .microphone(microphone)
                    .reconnect(reconnect);
            PeerPolicy hosts =
                    peer -> peer.equals(expected) ? null : "expected " + expected + " but " + peer + " answered";
            try {
                WindowThread present = new WindowThread(window, CLOCK);
                present.prepare();
                client = new ClientRuntime(
                        request, catalog, transport, present, identity, hosts, RiftSettings.defaults(), RANDOM, CLOCK);
            } catch (CannotOpenException e) {
                throw new IllegalStateException(e);
            }
            client.onChange(session -> seen.add(new Seen(session.state(), session.reason())));
        }

        Far shows() {
            Eventually.that(
                    "the far picture equals the near one",
                    () -> window.shows(screen),
                    () -> window.difference(screen) + "; " + client.state() + " " + client.reason() + "; " + host.plan()
                            + "; encoded A " + encodersA.encoded() + " B " + encodersB.encoded()
                            + "; decoded " + decoders.decoded() + "; near " + counters(hostSession())
                            + "; far " + counters(client));
            return this;
        }

        private String counters(Session session) {
            Map<String, Long> counters = new TreeMap<>(session.report().counters());
            counters.values().removeIf(value -> value == 0);
            return counters.toString();
        }

        Far runs() {
            Eventually.that(
                    "the client is running",
                    () -> client.state() == SessionState.RUNNING,
                    () -> client.state() + " " + client.reason() + " " + client.detail());
            return shows();
        }

        void is(SessionState state, SessionReason reason) {
            Eventually.that(
                    "the client is " + state + " " + reason,
                    () -> client.state() == state && client.reason() == reason,
                    () -> "but " + client.state() + " " + client.reason() + " '" + client.detail() + "' " + seen);
        }

        Session hostSession() {
            List<Session> all = new ArrayList<>(host.sessions());
            return all.stream()
                    .filter(s -> s.peer().equals(identity.id().toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
