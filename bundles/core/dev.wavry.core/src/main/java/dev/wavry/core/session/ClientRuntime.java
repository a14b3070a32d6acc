package dev.wavry.core.session;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionReport;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.CatalogListener;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.core.stream.WindowThread;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running client: one carrier, one host, one window. */
final class ClientRuntime extends ClientCore implements CatalogListener, Endpoint.Work {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRuntime.class);
    private static final long OVERLAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ConnectRequest request;
    private final StrategyCatalog catalog;
    private final Identity identity;
    private final PeerPolicy hosts;
    private final RiftSettings settings;
    private final SecureRandom random;
    private final MediaClock clock;
    private final Endpoint endpoint;
    private final ClientCarriers carriers;
    private final ViewerSide viewer;
    private final ClientWindow window;
    private final Rehearsing rehearsing;
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private final ClientMessages messages;
    private final ClientMeasure measure;
    private final long reportNanos;
    private volatile RiftLink link;
    private volatile String peer = "";
    private final Resume resume;
    private long retryAtNanos = Long.MAX_VALUE;
    private long reportAtNanos;
    private long overlayAtNanos;
    private boolean everRunning;
    private boolean leaving;
    private boolean linkOver;

    ClientRuntime(
            ConnectRequest request,
            StrategyCatalog catalog,
            Provider<Transport> transport,
            WindowThread window,
            Identity identity,
            PeerPolicy hosts,
            RiftSettings settings,
            SecureRandom random,
            MediaClock clock)
            throws CannotOpenException {
        super(request, catalog, clock);
        this.request = request;
        this.catalog = catalog;
        this.identity = identity;
        this.hosts = hosts;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        this.measure = new ClientMeasure(clock);
        this.resume = new Resume(random);
        this.endpoint = new Endpoint(
                "client", transport.service(), Endpoint.towards(request.address()), clock, this::arrived, this);
        endpoint.open(RiftConnection::prepare);
        this.carriers = new ClientCarriers(
                endpoint, () -> link, transport, catalog.snapshot(), request.address(), random, clock);
        this.viewer = new ViewerSide(
                this, window, catalog.snapshot(), request.decoder(), clock, endpoint::control, endpoint::open);
        this.window = new ClientWindow(
                window, viewer, catalog.snapshot(), this::decoderFailed, () -> keyFrameNeeded(ViewerSide.DISPLAY, 0));
        viewer.prepareDecoders();
        this.messages = new ClientMessages(this, viewer, catalog, request, sound, () -> link, carriers);
        // Once pictures flow, because a first picture matters more than a quick one.
        this.rehearsing = Rehearsing.ofClient(
                endpoint, transport.service(), settings, random, catalog, clock, () -> state() == SessionState.ENDED);
        this.reportNanos = TimeUnit.SECONDS.toNanos(request.reportEverySeconds());
        this.reportAtNanos = reportNanos == 0 ? Long.MAX_VALUE : clock.nanoTime() + reportNanos;
        this.link = newLink();
        endpoint.start();
        catalog.listen(this);
        endpoint.control(() -> link.work(clock.nanoTime()));
    }

    /** Runs something on the agent of this client. */
    void onControl(Runnable command) {
        endpoint.control(command);
    }

    @Override
    RiftLink link() {
        return link;
    }

    private RiftLink newLink() {
        long now = clock.nanoTime();
        measure.connecting(now);
        linkOver = false;
        RiftConnection connection = RiftConnection.client(identity, hosts, settings, new Wire(), random, now);
        return carriers.link(connection);
    }

    /** What comes over the wire: with the link's lock held, so what takes long waits for its turn. */
    private final class Wire implements RiftHandler {
        @Override
        public void agreed(RiftConnection connection) {
            peer = String.valueOf(connection.peerId());
            endpoint.control(messages::greet);
        }

        @Override
        public void established(RiftConnection connection) {
            endpoint.control(messages::admitted);
        }

        @Override
        public void message(Message message) {
            endpoint.control(() -> messages.handle(message));
        }

        @Override
        public void videoFrame(VideoFrameView frame) {
            measure.received();
            viewer.arrived(frame);
        }

        @Override
        public void audio(int track, long number, long captureMicros, ByteBuffer packet) {
            sound.packet(track, number, captureMicros, packet);
        }

        @Override
        public void cursorMoved(int x, int y, boolean visible) {
            viewer.cursorMoved(x, y, visible);
        }

        @Override
        public void closed(CloseReason reason, String text, boolean byPeer) {
            endpoint.control(() -> linkClosed(reason, text, byPeer));
        }
    }

    private void arrived(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        link.receive(datagram, by, from, arrivalNanos);
    }

    private void linkClosed(CloseReason reason, String text, boolean byPeer) {
        linkOver = true;
        carriers.linkRenewed();
        input.forget();
        sound.disconnected();
        SessionReason why = leaving ? SessionReason.CLOSED_HERE : Reasons.of(reason, byPeer, false);
        long now = clock.nanoTime();
        if (!leaving && request.reconnect() && everRunning && Reasons.mayReturn(why)) {
            if (resume.begin(now)) {
                become(SessionState.RESUMING, why, "trying again for " + Resume.LONGEST_SECONDS + " s");
            }
            if (resume.worthwhile(now)) {
                retryAtNanos = resume.nextAtNanos(now);
                viewer.disconnected();
                return;
            }
            why = SessionReason.PEER_GONE;
        }
        finish(why, text);
    }

    private void finish(SessionReason why, String text) {
        if (state() == SessionState.ENDED) {
            return;
        }
        catalog.forget(this);
        LOG.info("session {} report: {}", number(), report().line());
        viewer.close();
        become(SessionState.ENDED, why, text);
        new Thread(this::stop, "wavry-client-end").start();
    }

    private void stop() {
        sound.close();
        endpoint.stop();
        stopped.complete(true);
    }

    @Override
    CompletableFuture<?> rest() {
        return stopped;
    }

    @Override
    public int work(long now) {
        int done = viewer.decodeWaiting();
        input.work();
        viewer.onTimer(now);
        carriers.work(now);
        if (now >= link.nextDeadlineNanos()) {
            link.work(now);
        }
        if (now >= retryAtNanos) {
            retryAtNanos = Long.MAX_VALUE;
            link = newLink();
            link.work(now);
        }
        if (now >= reportAtNanos) {
            reportAtNanos = now + reportNanos;
            LOG.info("session {} report: {}", number(), report().line());
        }
        if (now >= overlayAtNanos && everRunning) {
            overlayAtNanos = now + OVERLAY_NANOS;
            viewer.overlay(Overlay.text(report()));
        }
        return done;
    }

    @Override
    public long nextDeadlineNanos() {
        long next = Math.min(link.nextDeadlineNanos(), Math.min(retryAtNanos, reportAtNanos));
        next = Math.min(next, Math.min(viewer.nextDeadlineNanos(), input.nextDeadlineNanos()));
        return everRunning ? Math.min(next, overlayAtNanos) : next;
    }

    // What the viewer's side needs of the session.

    @Override
    public void ready(int stream, int epoch) {
        link.send(new Message.Ready(stream, epoch));
    }

    @Override
    public void refused(int stream, int epoch, boolean noDecoder, String text) {
        link.send(new Message.Refused(
                stream, epoch, noDecoder ? Message.Reason.NO_DECODER : Message.Reason.DECODER_FAILED, text));
    }

    @Override
    public void partApplied(int stream, int epoch, long sequence) {
        link.partApplied(stream, epoch, sequence);
    }

    @Override
    public void keyFrameNeeded(int stream, int epoch) {
        link.send(new Message.KeyFrameRequest(stream, epoch));
    }

    @Override
    public long clockOffsetNanos() {
        return link.clockOffsetNanos();
    }

    @Override
    public void presented(VideoFrame picture) {
        watches.frame(picture.info().nanos(Stage.CHANGED), clock.nanoTime());
        if (measure.presented(picture.info())) {
            rehearsing.start();
        }
        sound.picture(measure.pictureNanos());
        everRunning = true;
        resume.done();
        if (state() != SessionState.RUNNING) {
            become(SessionState.RUNNING, SessionReason.NONE, "");
        }
    }

    @Override
    public void closeRequested() {
        close();
    }

    @Override
    public void screenFailed(Throwable cause) {
        endpoint.control(() -> {
            if (state() != SessionState.ENDED) {
                LOG.warn("The window failed: {}", String.valueOf(cause.getMessage()));
                link.close(CloseReason.NORMAL, "");
                finish(SessionReason.NO_RENDERER, String.valueOf(cause.getMessage()));
            }
        });
    }

    @Override
    String carriedBy() {
        return carriers.bundle();
    }

    @Override
    String shownBy() {
        return window.bundle();
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String cipher() {
        return link.cipher();
    }

    @Override
    public SessionReport report() {
        return measure.report(link, viewer, sound, plan());
    }

    @Override
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        if (role == Role.AUDIO_OUTPUT) {
            return sound.prefer(what);
        }
        CompletableFuture<HandOver> answer = new CompletableFuture<>();
        if (role != Role.DECODER) {
            answer.complete(new HandOver(role, false, "this part belongs to the host", 0));
            return answer;
        }
        endpoint.control(() -> viewer.prefer(what).thenAccept(answer::complete));
        ended().thenRun(() -> answer.complete(new HandOver(role, false, "the session ended", 0)));
        return answer;
    }

    @Override
    public void changed(Snapshot now) {
        endpoint.control(() -> {
            viewer.catalogChanged(now);
            carriers.changed(now);
            window.changed(now);
        });
    }

    @Override
    public CompletableFuture<?> leaving(Provider<?> provider, Snapshot without) {
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        if (window.uses(provider)) {
            endpoint.control(() -> window.leaving(without).thenAccept(shown -> partLeft(provider, shown, unused)));
            return unused;
        }
        rehearsing.stop();
        endpoint.control(() -> carriers.leaving(provider, without)
                .thenCompose(done -> viewer.providerLeaving(provider, without))
                .thenAccept(unused::complete));
        return unused;
    }

    /** Without a window a session cannot go on. */
    private void partLeft(Provider<?> provider, boolean shown, CompletableFuture<Boolean> unused) {
        if (shown) {
            unused.complete(true);
            return;
        }
        stopped.thenAccept(unused::complete);
        link.close(CloseReason.NORMAL, "");
        finish(SessionReason.NO_RENDERER, "'" + provider.id() + "' was removed");
    }

    @Override
    public void close() {
        endpoint.control(() -> {
            leaving = true;
            retryAtNanos = Long.MAX_VALUE;
            if (linkOver) {
                finish(SessionReason.CLOSED_HERE, "");
            } else {
                link.close(CloseReason.NORMAL, "");
            }
        });
    }
}
