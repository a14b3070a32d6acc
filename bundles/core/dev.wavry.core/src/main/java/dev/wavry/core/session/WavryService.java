package dev.wavry.core.session;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.KnownHost;
import dev.wavry.api.Operator;
import dev.wavry.api.PairRequest;
import dev.wavry.api.PeerLists;
import dev.wavry.api.PingResult;
import dev.wavry.api.Wavry;
import dev.wavry.api.WavryException;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.sound.Sources;
import dev.wavry.core.stream.WindowThread;
import dev.wavry.core.trust.Authorized;
import dev.wavry.core.trust.Door;
import dev.wavry.core.trust.KnownHosts;
import dev.wavry.core.trust.Lists;
import dev.wavry.rift.Identity;
import dev.wavry.rift.IdentityFile;
import dev.wavry.rift.IdentityFileException;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.pairing.PairingCode;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.render.VideoRenderer;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The product as a service: checks what was asked for, says clearly what is wrong, and starts hosts and clients. */
@Component(service = Wavry.class)
public final class WavryService implements Wavry {
    private final StrategyCatalog catalog;
    private final Published running;
    private final BundleContext context;
    private final String version;
    private final MediaClock clock = System::nanoTime;
    private final SecureRandom random = new SecureRandom();

    /** Called by the component runtime. */
    @Activate
    public WavryService(@Reference StrategyCatalog catalog, BundleContext context) {
        this.catalog = catalog;
        this.running = new Published(context);
        this.context = context;
        this.version = context.getBundle().getVersion().toString();
    }

    @Override
    public HostHandle host(HostRequest request) throws WavryException {
        Snapshot now = catalog.snapshot();
        Provider<Transport> transport = preferred(now, request.transport());
        checkSource(now, request.source());
        checkDisplay(now, request);
        checkCodec(now, request.codec());
        checkSound(() -> Sources.parse(request.audioSource()));
        Identity identity = identity(request.keyFile());
        Door door = new Authorized(request.authorizedIds(), request.authorizedFile(), InstantSource.system());
        try {
            Roads roads = new Roads(transport, now.nats(), identity, random, clock);
            HostRuntime host = roads.host(
                    request,
                    carried -> new HostRuntime(
                            request, catalog, carried, identity, door, settings(request.listen()), random, clock),
                    id -> door.stays(id, null).admits());
            host.desk().operatedBy(this::operator);
            Path socket = request.controlSocket();
            if (socket != null) {
                host.endWith(ControlSocket.listen(socket, host.desk(), context));
            }
            running.publish(HostHandle.class, host, host.stopped());
            return host;
        } catch (CannotOpenException e) {
            throw Failures.cannotOpen(e);
        }
    }

    @Override
    public ClientHandle connect(ConnectRequest request) throws WavryException {
        Snapshot now = catalog.snapshot();
        if (request.gateway() == null) {
            checkAddress(request.address());
        }
        checkSound(() -> Sources.parseOutput(request.audioOutput(), false));
        checkSound(() -> Sources.parse(request.microphone()));
        Provider<Transport> transport = preferred(now, request.transport());
        VideoRenderer renderer = renderer(now, request.renderer());
        KnownHosts known = new KnownHosts(request.knownHostsFile());
        WavryId expected = expectedHost(request, known);
        WindowThread window = new WindowThread(renderer, clock);
        window.prepare();
        try {
            ClientRuntime client = connect(request, transport, window, expected);
            if (request.hostId() != null && request.gateway() == null) {
                client.onChange(session -> HostPin.onceRunning(known, request.address(), expected, client));
            }
            running.publish(ClientHandle.class, client, client.ended());
            return client;
        } catch (WavryException | RuntimeException e) {
            window.stop(() -> {});
            throw e;
        }
    }

    private ClientRuntime connect(
            ConnectRequest request, Provider<Transport> transport, WindowThread window, WavryId expected)
            throws WavryException {
        Identity identity = identity(request.keyFile());
        PeerPolicy policy =
                peer -> peer.equals(expected) ? null : "expected " + expected + " but " + peer + " answered";
        try {
            Roads roads = new Roads(transport, catalog.snapshot().nats(), identity, random, clock);
            return roads.client(
                    request,
                    expected,
                    carried -> new ClientRuntime(
                            request,
                            catalog,
                            carried,
                            window,
                            identity,
                            policy,
                            settings(request.address()),
                            random,
                            clock));
        } catch (CannotOpenException e) {
            throw Failures.cannotOpen(e);
        }
    }

    private static WavryId expectedHost(ConnectRequest request, KnownHosts known) throws WavryException {
        String id = request.hostId();
        if (id != null) {
            try {
                return WavryId.parse(id);
            } catch (IllegalArgumentException e) {
                throw new WavryException(
                        ErrorKind.USAGE,
                        e.getMessage().replaceAll("\\.$", ""),
                        "Ask the host's owner for the output of 'wavry id --host'.");
            }
        }
        Optional<WavryId> pinned = known.find(request.address());
        return pinned.orElseThrow(() -> new WavryException(
                ErrorKind.HOST_UNKNOWN,
                "No host is pinned for " + request.address().getHostString() + ":"
                        + request.address().getPort() + ", so nobody could tell it from an impostor",
                "Name the host's id once: wavry connect ID@" + request.address().getHostString() + ":"
                        + request.address().getPort() + "."));
    }

    private static void checkAddress(InetSocketAddress address) throws WavryException {
        if (address.isUnresolved()) {
            throw new WavryException(
                    ErrorKind.NOT_REACHABLE,
                    "The name '" + address.getHostString() + "' has no address",
                    "Check the spelling or use the address itself.");
        }
    }

    /** Loopback carries large datagrams, and each costs a system call; elsewhere what every path carries is safe. */
    private static RiftSettings settings(InetSocketAddress where) {
        RiftSettings settings = RiftSettings.defaults();
        boolean loopback = where.getAddress() != null && where.getAddress().isLoopbackAddress();
        return loopback ? settings.withMaxDatagramBytes(8192) : settings;
    }

    private Identity identity(@Nullable Path file) throws WavryException {
        if (file == null) {
            return Identity.generate(random);
        }
        try {
            return IdentityFile.loadOrCreate(file, random);
        } catch (IdentityFileException e) {
            throw keyFile(e);
        }
    }

    private static WavryException keyFile(IdentityFileException e) {
        ErrorKind kind =
                switch (e.problem()) {
                    case UNWRITABLE -> ErrorKind.DISK;
                    default -> ErrorKind.KEY_FILE;
                };
        return new WavryException(
                kind,
                e.getMessage().replaceAll("\\.$", ""),
                "Mend or remove the file, or name another one with --keys.",
                e);
    }

    /** What the operator prefers counts for all that begins in this process. */
    private static Provider<Transport> preferred(Snapshot now, String id) throws WavryException {
        Provider<Transport> asked = transport(now, id);
        return now.transports().get(0).favoured() ? now.transports().get(0) : asked;
    }

    private static Provider<Transport> transport(Snapshot now, String id) throws WavryException {
        return Snapshot.named(now.transports(), id)
                .orElseThrow(() -> new WavryException(
                        ErrorKind.NO_BUNDLE,
                        "No transport '" + id + "' is installed; here are " + now.transports(),
                        "Install its bundle or choose one of these."));
    }

    private static VideoRenderer renderer(Snapshot now, String id) throws WavryException {
        return now.renderers().stream()
                .filter(p -> id.equals("auto") ? p.service().available() : p.id().equals(id))
                .findFirst()
                .map(Provider::service)
                .orElseThrow(() -> new WavryException(
                        ErrorKind.NO_RENDERER,
                        "No renderer '" + id + "' can show a picture here; installed are " + now.renderers(),
                        "Run it on a machine with a display, or add --headless."));
    }

    private static void checkSource(Snapshot now, String source) throws WavryException {
        if (!source.equals("auto") && now.captures().stream().noneMatch(p -> p.id().equals(source))) {
            throw new WavryException(
                    ErrorKind.NO_BUNDLE,
                    "No capture source '" + source + "' is installed; here are " + now.captures(),
                    "Choose one of these or 'auto', or install its bundle.");
        }
    }

    private static void checkDisplay(Snapshot now, HostRequest request) throws WavryException {
        List<dev.wavry.core.plan.Targets> targets = now.captures().stream()
                .map(p -> new dev.wavry.core.plan.Targets(p, p.service().targets()))
                .toList();
        boolean found = dev.wavry.core.plan.Planner.capture(
                        targets, dev.wavry.core.plan.Wishes.of(request), java.util.Set.of())
                .isPresent();
        if (!found) {
            List<String> here = targets.stream()
                    .flatMap(t -> t.targets().stream().map(target -> target.id()))
                    .toList();
            String wanted = request.display().equals("auto") ? "no display" : "no display '" + request.display() + "'";
            throw new WavryException(
                    ErrorKind.NO_DISPLAY,
                    "There is " + wanted + " for source '" + request.source() + "' here; known are " + here,
                    "Name one of these, start a display server, or use --source testpattern.");
        }
    }

    private static void checkCodec(Snapshot now, String codec) throws WavryException {
        boolean known = codec.equals("auto")
                || now.encoders().stream()
                        .anyMatch(p -> p.id().equals(codec)
                                || p.service().offers().stream()
                                        .anyMatch(o -> o.codec().id().equals(codec)
                                                || o.implementation().equals(codec)));
        if (!known) {
            throw new WavryException(
                    ErrorKind.NO_CODEC,
                    "Nobody offers codec '" + codec + "'; here are " + offers(now),
                    "Choose one of these or 'auto', or install a bundle that has it.");
        }
    }

    private static void checkSound(Runnable reading) throws WavryException {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "This says nothing about sound: " + e.getMessage(),
                    "Choose one of these, or 'disabled' for no sound.");
        }
    }

    private static List<String> offers(Snapshot now) {
        return now.encoders().stream()
                .flatMap(p -> p.service().offers().stream().map(o -> o.codec() + " " + o.implementation()))
                .distinct()
                .toList();
    }

    @Override
    public PingResult ping(InetSocketAddress address, @Nullable Path keyFile) throws WavryException {
        checkAddress(address);
        Provider<Transport> transport = transport(catalog.snapshot(), "udp");
        return new Ping(address, transport.service(), identity(keyFile), settings(address), random, clock).run();
    }

    @Override
    public String id(Path keyFile, boolean create) throws WavryException {
        try {
            Identity identity = create ? IdentityFile.loadOrCreate(keyFile, random) : IdentityFile.load(keyFile);
            return identity.id().toString();
        } catch (IdentityFileException e) {
            throw keyFile(e);
        }
    }

    @Override
    public String pair(PairRequest request) throws WavryException {
        checkAddress(request.address());
        Provider<Transport> transport = transport(catalog.snapshot(), "udp");
        Identity identity = identity(request.keyFile());
        try (PairingCode code = PairingCode.parse(request.code())) {
            WavryId host = new PairErrand(
                            request.address(),
                            transport.service(),
                            identity,
                            settings(request.address()),
                            random,
                            clock,
                            code,
                            request.link() ? 1 : 0,
                            request.name())
                    .run();
            Path known = request.knownHostsFile();
            if (known != null && !request.link()) {
                peers().remember(known, new KnownHost(KnownHosts.name(request.address()), host.toString(), ""));
            }
            return host.toString();
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.USAGE, "This is no code: " + e.getMessage(), "Type what 'wavry pair' shows on the host.");
        }
    }

    @Override
    public Map<String, String> ask(Path socket, Map<String, String> request, Consumer<Map<String, String>> told)
            throws WavryException {
        return ControlSocket.ask(socket, request, told);
    }

    @Override
    public int order(ConnectRequest host, List<String> words, @Nullable Path file, Consumer<String> out)
            throws WavryException {
        checkAddress(host.address());
        WavryId expected = expectedHost(host, new KnownHosts(host.knownHostsFile()));
        return new OrderErrand(
                        host.address(),
                        transport(catalog.snapshot(), host.transport()).service(),
                        identity(host.keyFile()),
                        settings(host.address()),
                        random,
                        clock,
                        expected,
                        words,
                        file,
                        out)
                .run();
    }

    /** Looked for when it is needed: its bundle may be exchanged. */
    private @Nullable Operator operator() {
        ServiceReference<Operator> reference = context.getServiceReference(Operator.class);
        return reference == null ? null : context.getService(reference);
    }

    @Override
    public PeerLists peers() {
        return new Lists();
    }

    @Override
    public List<String> displays() {
        return catalog.snapshot().captures().stream()
                .flatMap(p -> p.service().targets().stream()
                        .map(t -> t.id() + " " + t.name() + " " + t.width() + "x" + t.height() + " (" + p.id() + ")"))
                .toList();
    }

    @Override
    public List<String> codecs() {
        return offers(catalog.snapshot());
    }

    @Override
    public String version() {
        return version;
    }
}
