package dev.wavry.core.session;

import dev.wavry.api.Percentiles;
import dev.wavry.api.Right;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionReport;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.rate.RateControl;
import dev.wavry.core.sound.SoundGuest;
import dev.wavry.core.stream.DisplayStream;
import dev.wavry.core.stream.Viewer;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.core.trust.Ruling;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.control.Feedback;
import dev.wavry.spi.media.MediaClock;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client seen from the host. Belongs to CONTROL apart from what {@link Viewer} says. */
final class HostSession extends HostView implements RiftHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HostSession.class);
    private static final int VERSION = 1;
    private static final long KEY_WATCH_NANOS = 50_000_000L;
    private static final long TYPING_NANOS = 4_000_000L;
    /** While packets are out unreported, their controller is asked so often what that means. */
    private static final long RATE_NANOS = 25_000_000L;

    /** Input silence after which nothing may stay pressed by somebody who does not answer. */
    private static final long STUCK_KEY_NANOS = 500_000_000L;

    private final HostRuntime host;
    private final DisplayStream stream;
    private final String peer;
    final HostInput input;
    private final InputLine through;
    private final HostFigures figures;
    private final SoundGuest sound;
    private final Admission admission;
    private final RemoteOrders orders;
    private final RateControl rate;

    private Set<String> codecs = Set.of();
    private volatile Map<String, Percentiles> clientStages = Map.of();
    private int acknowledgedEpoch = -1;
    private boolean joined;
    private boolean greeted;
    private @Nullable Ruling before;
    private volatile long inputNotAllowed;

    HostSession(HostRuntime host, DisplayStream stream, MediaClock clock, String peer, Ruling ruling) {
        super(clock);
        this.host = host;
        this.stream = stream;
        this.peer = peer;
        this.input = new HostInput(clock);
        this.through = new InputLine(host, input, clock, () -> may(Right.CONTROL));
        this.rate = new RateControl(
                host.wishedRate,
                clock,
                host::control,
                host::open,
                now -> host.control(() -> stream.mender().carries(this, now)));
        this.figures = new HostFigures(stream, input, display, region, new Rates(clock), rate);
        this.admission = new Admission(host, this, ruling.name());
        this.orders = new RemoteOrders(host.desk(), peer, this::link, () -> rights().contains(Right.ADMIN));
        this.sound = host.sound.guest(() -> link);
        granted(ruling.rights());
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String cipher() {
        RiftLink known = link;
        return known == null ? "" : known.cipher();
    }

    // What comes over the wire: with the link's lock held, so anything but input waits for its turn on CONTROL.

    @Override
    public void established(RiftConnection connection) {
        host.control(() -> {
            become(SessionState.NEGOTIATING, SessionReason.NONE, "");
            rate.begin(link(), host.snapshot());
        });
    }

    @Override
    public void message(Message message) {
        host.control(() -> handle(message));
    }

    @Override
    public void input(long number, ByteBuffer event) {
        if (!greeted || !rights().contains(Right.CONTROL)) {
            inputNotAllowed++;
        } else if (!input.inject(event)) {
            host.control(() -> link().close(CloseReason.PROTOCOL_ERROR, "more input than any person makes"));
        }
    }

    @Override
    public void audio(int track, long number, long captureMicros, ByteBuffer packet) {
        sound.arrived(track, number, captureMicros, packet);
    }

    @Override
    public void frameAcknowledged(int streamNumber, int epoch, long sequence) {
        // Only the first one of an epoch decides anything; the others are one per frame.
        if (streamNumber == ViewerSide.DISPLAY && epoch != acknowledgedEpoch) {
            acknowledgedEpoch = epoch;
            watching(() -> stream.acknowledged(this, epoch));
        }
    }

    @Override
    public void feedback(Feedback report, long nowNanos) {
        rate.feedback(report, nowNanos);
    }

    @Override
    public void partsLost(int streamNumber, int epoch, long first, long last) {
        watching(() -> stream.mender().partsLost(epoch, first, last));
    }

    @Override
    public void keyFrameRequested(int streamNumber, int epoch) {
        watching(() -> keyFrameWanted(streamNumber));
    }

    @Override
    public void closed(CloseReason reason, String text, boolean byPeer) {
        admission.over(reason, byPeer);
        host.control(() -> end(Reasons.of(reason, byPeer, true), text));
    }

    private void end(SessionReason reason, String text) {
        if (joined) {
            joined = false;
            stream.leave(this);
        }
        through.close();
        orders.end();
        sound.close();
        rate.end();
        host.ended(this);
        become(SessionState.ENDED, reason, text);
    }

    private void keyFrameWanted(int streamNumber) {
        if (streamNumber == ViewerSide.REGION) {
            stream.region().keyFrameWanted();
        } else {
            stream.mender().keyFrameWanted();
        }
    }

    private void handle(Message message) {
        // Whoever may not look has no say in what the others see.
        boolean unheard = state() == SessionState.ENDED || !joined && ViewerMessages.areAboutPictures(message);
        if (unheard || orders.handle(message)) {
            return;
        }
        if (message instanceof Message.Hello hello) {
            greet(hello);
        } else if (message instanceof Message.Ready ready && ready.stream() == ViewerSide.REGION) {
            stream.region().ready(this, ready.epoch());
        } else if (message instanceof Message.Refused refused && refused.stream() == ViewerSide.REGION) {
            stream.region().refused(this, refused.epoch(), refused.text());
        } else if (message instanceof Message.Ready ready) {
            stream.ready(this, ready.epoch());
        } else if (message instanceof Message.Refused refused) {
            stream.refused(this, refused.epoch(), refused.text());
        } else if (message instanceof Message.KeyFrameRequest request) {
            keyFrameWanted(request.stream());
        } else if (message instanceof Message.StatsReport report) {
            clientStages = ClientStages.of(report);
        } else if (message instanceof Message.PairShare || message instanceof Message.PairTag) {
            host.pairing().handle(link(), WavryId.parse(peer), message);
        } else if (message instanceof Message.CarrierAnswer answer) {
            host.carriers().answered(link(), answer);
        } else if (message instanceof SoundMessage heard) {
            sound.handle(heard);
        } else if (message instanceof Message.Bye bye) {
            link().close(CloseReason.NORMAL, bye.text());
        }
    }

    private void watching(Runnable command) {
        host.control(() -> {
            if (joined) {
                command.run();
            }
        });
    }

    private void greet(Message.Hello hello) {
        if (admission.asked() || hello.role() != Message.Role.VIEWER) {
            return;
        }
        Set<String> known = new HashSet<>();
        hello.decodings().forEach(decoding -> known.add(decoding.codec()));
        codecs = Set.copyOf(known);
        rate.repairs(link(), hello.repairSchemes());
        admission.ask(link(), this::welcome);
    }

    private void welcome() {
        link().send(new Message.Welcome(VERSION, host.name(), List.of(), -1));
        link().send(new Message.Rights(Right.bits(rights())));
        greeted = true;
        sound.allowed(rights());
        enterOrLeave();
    }

    /** Watches while it may. */
    private void enterOrLeave() {
        boolean may = rights().contains(Right.VIEW);
        if (may && !joined) {
            joined = true;
            stream.join(this);
        } else if (!may) {
            if (joined) {
                joined = false;
                stream.leave(this);
                through.forget();
            }
            paused(SessionReason.NO_VIEW, "");
        }
    }

    /** What the door says of this client now; from the agent that watches the door. A change counts when it is seen twice. */
    void ruled(Ruling ruling) {
        boolean same = ruling.admits() && ruling.rights().equals(rights());
        Ruling last = before;
        // What the objection says does not count: it names an address, and somebody may change that all the time.
        boolean seenTwice = last != null
                && last.admits() == ruling.admits()
                && last.rights().equals(ruling.rights());
        before = ruling;
        if (!same && seenTwice) {
            host.control(() -> obey(ruling));
        }
    }

    private void obey(Ruling ruling) {
        if (state() == SessionState.ENDED || ruling.admits() && ruling.rights().equals(rights())) {
            return;
        }
        if (!ruling.admits()) {
            LOG.info("Session {} is ended because of its client: {}", number(), ruling.objection());
            input.releaseAll();
            link().close(CloseReason.REVOKED, "");
            return;
        }
        granted(ruling.rights());
        orders.ruled();
        if (rights().contains(Right.CONTROL)) {
            injectorsChanged(-1);
        } else {
            through.close();
        }
        if (greeted) {
            sound.allowed(rights());
            link().send(new Message.Rights(Right.bits(rights())));
            enterOrLeave();
        }
    }

    /** Where its datagrams go to; null if the carrier knows no internet addresses. */
    @Nullable
    InetAddress address() {
        RiftLink known = link;
        return known == null ? null : known.address();
    }

    @Override
    public Set<String> codecs() {
        return codecs;
    }

    @Override
    public void target(@Nullable CaptureTarget newTarget) {
        through.target(newTarget);
    }

    /** Strategies came or are preferred. */
    void strategiesChanged(Snapshot now) {
        injectorsChanged(-1);
        rate.catalogChanged(now);
    }

    /** A strategy leaves. */
    void strategyLeaves(long serviceId, Snapshot without) {
        injectorsChanged(serviceId);
        rate.leaves(serviceId, without);
    }

    /** Somebody's injector leaves or a better one came. */
    private void injectorsChanged(long leavingId) {
        through.changed(leavingId, joined);
    }

    /** Adds the bundles that only this session uses. */
    void addLive(Map<Role, String> live) {
        if (!input.bundle().isEmpty()) {
            live.put(Role.INPUT, input.bundle());
        }
        if (!rate.bundle().isEmpty()) {
            live.put(Role.CONGESTION, rate.bundle());
        }
        if (!rate.protectedBy().isEmpty()) {
            live.put(Role.FEC, rate.protectedBy());
        }
    }

    /** Regular work on CONTROL. */
    int work() {
        if (input.anythingDown() && link().silenceNanos() > STUCK_KEY_NANOS) {
            input.releaseAll();
        }
        rate.onTimer(clock.nanoTime());
        int done = input.doWork();
        through.closeBroken();
        return done;
    }

    /** How soon {@link #work} wants to be called although nothing arrives. */
    long patienceNanos() {
        if (input.typing()) {
            return TYPING_NANOS;
        }
        long rateNanos = rate.nextTimerNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : RATE_NANOS;
        return input.anythingDown() || input.owesMove() ? Math.min(rateNanos, KEY_WATCH_NANOS) : rateNanos;
    }

    @Override
    public SessionReport report() {
        return figures.report(link, clientStages, inputNotAllowed, host.keeper.refusals(), sound);
    }

    @Override
    public void close() {
        host.control(() -> link().close(CloseReason.HOST_STOPPED, ""));
    }
}
