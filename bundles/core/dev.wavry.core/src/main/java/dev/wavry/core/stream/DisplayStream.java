package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.media.MediaClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One display and everybody who watches it: keeps capture and encoder filled by the best plan and hands over whenever the plan, a
 * device or a client changes. Belongs to the CONTROL agent.
 */
public final class DisplayStream implements StreamParts.Trouble, StreamChange.Stream {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayStream.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final Openings openings;
    private final StreamParts parts;
    private final VideoRegion region;
    private final PlanLine plan = new PlanLine();
    private final Audience audience;
    private final Avoided avoided = new Avoided();
    private final Leavers leavers = new Leavers();
    private final Pause pause = new Pause();
    private final OpenWishes wishes;
    private Snapshot snapshot;
    private @Nullable StreamChange change;
    private boolean again;
    private final Set<Role> renew = EnumSet.noneOf(Role.class);
    private int nextEpoch = 1;
    private long retryAtNanos = Long.MAX_VALUE;
    private long watchAtNanos;
    private boolean closed;

    /**
     * @param name for threads and the log
     * @param control runs things on CONTROL
     */
    public DisplayStream(
            String name, Wishes wishes, Snapshot snapshot, MediaClock clock, Executor control, Opener opener) {
        this.wishes = new OpenWishes(wishes);
        this.snapshot = snapshot;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
        this.openings = new Openings(opener, control, clock);
        this.region = new VideoRegion(this::forRegion, clock, control, opener);
        this.parts = new StreamParts(name, clock, control, opener, this, region);
        this.audience = new Audience(parts, pause);
    }

    /** One line for the log and the report; any thread. */
    public String plan() {
        return plan.text() + region.plan();
    }

    /** What runs and what failed last; any thread. */
    public PlanLine parts() {
        return plan;
    }

    /** Values of the stream's counters; any thread. */
    public Map<String, Long> counters() {
        return parts.counts();
    }

    /** Somebody wants to watch. */
    public void join(Viewer viewer) {
        audience.join(viewer);
        EncoderLine live = parts.encoder.live();
        if (change == null
                && live != null
                && audience.decodes(viewer, live.choice.offer().codec().id())) {
            Audience.announce(viewer, live);
        } else {
            replan();
        }
    }

    /** Somebody is gone. */
    public void leave(Viewer viewer) {
        pause.forget(viewer);
        audience.leave(viewer);
        if (change != null) {
            change.forget(viewer);
        }
        if (audience.isEmpty()) {
            stopParts();
        } else if (audience.included().isEmpty()) {
            replan();
        }
    }

    /** A viewer's decoder for this epoch is open. */
    public void ready(Viewer viewer, int epoch) {
        EncoderLine live = parts.encoder.live();
        if (change != null && change.isAbout(epoch)) {
            change.ready(viewer);
        } else if (live != null && live.epoch == epoch) {
            audience.startWatching(viewer, plan.text());
        }
    }

    @Override
    public void readyLate(Viewer viewer) {
        audience.startWatching(viewer, plan.text());
    }

    @Override
    public void tooSlow(Viewer viewer) {
        audience.stopWatching(viewer);
    }

    /** A viewer cannot decode this epoch. */
    public void refused(Viewer viewer, int epoch, String text) {
        LOG.info("A client refused epoch {}: {}", epoch, text);
        EncoderLine live = parts.encoder.live();
        if (change != null && change.isAbout(epoch) && change.encoder() != null) {
            audience.refuses(viewer, change.encoder().choice.offer().codec().id());
            change.cancel("the client refused: " + text);
        } else if (live != null && live.epoch == epoch && audience.refuses(viewer, live)) {
            // Nobody else shows that the fault is the client's.
            parts.failures.undecodable(live, text);
        }
        if (!audience.watching().contains(viewer)) {
            // Perhaps there is another codec for everybody; if not, the viewer is told.
            replan();
        }
    }

    /** A viewer has a frame of this epoch. */
    public void acknowledged(Viewer viewer, int epoch) {
        if (change != null && change.isAbout(epoch)) {
            change.pictureArrived(viewer);
        }
    }

    /** The region that is coded as video. */
    public VideoRegion region() {
        return region;
    }

    private VideoRegion.Stream forRegion() {
        return new RegionParts(parts, audience, snapshot, wishes.now());
    }

    /** Takes what viewers miss. */
    public Mender mender() {
        return parts;
    }

    /** Strategies arrived or changed. */
    public void catalogChanged(Snapshot now) {
        snapshot = now;
        audience.forgetRefusals();
        replan();
    }

    /** A strategy leaves; the future completes once nothing of it is in use here. */
    public CompletableFuture<Boolean> providerLeaving(Provider<?> provider, Snapshot without) {
        snapshot = without;
        // What is being opened right now is seen on CONTROL before this comes back.
        CompletableFuture<Boolean> unused = leavers.add(
                provider.serviceId(),
                clock.nanoTime(),
                passed -> opener.execute(() -> control.execute(() -> {
                    passed.run();
                    closed();
                })));
        if (change != null && !change.isSwitched() && change.uses(provider.serviceId())) {
            change.cancel("strategy '" + provider.id() + "' left");
        }
        if (parts.providersInUse().contains(provider.serviceId())) {
            replan();
        }
        return unused;
    }

    /** Something was closed: perhaps somebody who leaves waited for that. */
    @Override
    public void closed() {
        Set<Long> used = parts.providersInUse();
        if (change != null) {
            change.addProviders(used);
        }
        leavers.look(used);
    }

    /** The operator wants another part. */
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        CompletableFuture<HandOver> answer = wishes.add(role, what, clock.nanoTime());
        if (audience.isEmpty()) {
            wishes.begin(clock.nanoTime());
            wishes.end(true, "will be used when somebody watches", clock.nanoTime(), null);
            return answer;
        }
        avoided.clear();
        needsRenewal(role);
        return answer;
    }

    /** When {@link #onTimer} wants to be called. */
    public long nextTimerNanos() {
        long next = audience.isEmpty() && !parts.isClosing() ? Long.MAX_VALUE : watchAtNanos;
        next = Math.min(Math.min(next, region.deadlineNanos()), Math.min(retryAtNanos, leavers.deadlineNanos()));
        return Math.min(next, change == null ? pause.announceAtNanos() : change.deadlineNanos());
    }

    /** Does what is due. */
    public void onTimer(long now) {
        parts.watch(now - watchAtNanos);
        region.onTimer(now);
        openings.stuck().ifPresent(guilty -> lost(guilty, "did not open within 5 s"));
        watchAtNanos = now + (parts.isClosing() ? CLOSING_NANOS : WATCH_NANOS);
        if (now >= retryAtNanos) {
            retryAtNanos = Long.MAX_VALUE;
            replan();
        }
        // While something is being opened it may be what is missing.
        if (change == null && now >= pause.announceAtNanos()) {
            if (parts.isMissing()) {
                plan.paused(pause.text());
                pause.announce(audience.included());
            } else {
                pause.over();
            }
        }
        if (change != null && now >= change.deadlineNanos()) {
            change.timeOut();
        }
        if (leavers.isDue(now)) {
            // No successor came in time: whoever leaves is let go all the same.
            if (change != null && change.isSwitched()) {
                change.timeOut();
            }
            parts.vacateUninstalled(snapshot);
        }
    }

    private void replan() {
        if (closed || audience.isEmpty()) {
            return;
        } else if (change != null) {
            again = true;
            return;
        }
        Set<String> decodable = audience.share(snapshot.encodable());
        Opening.Need need = parts.need(snapshot, wishes.now(), decodable, renew, avoided.at(clock.nanoTime()));
        renew.clear();
        wishes.begin(clock.nanoTime());
        StreamChange mine = new StreamChange(this);
        change = mine;
        parts.capture.opening();
        parts.encoder.opening();
        Opening opening = new Opening(need, parts.opens(need.wishes(), nextEpoch));
        openings.begin(opening, result -> opened(mine, result));
    }

    private void opened(StreamChange mine, Opening.Result result) {
        if (mine != change) {
            parts.closeUnused(result.capture(), result.encoder());
            return;
        }
        result.failed().forEach(id -> avoided.add(id, clock.nanoTime()));
        plan.notOpened(result.words());
        if (result.encoder() != null) {
            nextEpoch = nextEpoch % 0xffff + 1;
        }
        if (!parts.isInstalled(result.capture(), result.encoder(), snapshot)) {
            again = true;
            parts.closeUnused(result.capture(), result.encoder());
            mine.abandon("a strategy left meanwhile");
            return;
        }
        mine.opened(result);
    }

    @Override
    public void needsRenewal(Role role) {
        renew.add(role);
        replan();
    }

    @Override
    public void lost(@Nullable Provider<?> culprit, String how) {
        if (culprit != null) {
            plan.failed(culprit, how);
            avoided.add(culprit.serviceId(), clock.nanoTime());
            retryAtNanos = Math.min(retryAtNanos, clock.nanoTime() + Avoided.NANOS + RETRY_NANOS);
        }
        audience.tellParts();
        if (change != null) {
            change.abandon(culprit == null ? "a part failed meanwhile" : "'" + culprit.id() + "' " + how);
        }
        replan();
    }

    @Override
    public long nowNanos() {
        return clock.nanoTime();
    }

    @Override
    public boolean stopped() {
        return closed || audience.isEmpty();
    }

    @Override
    public List<Viewer> viewers() {
        return audience.included();
    }

    @Override
    public void switched(@Nullable CaptureLine capture, @Nullable EncoderLine encoder, Set<Viewer> ready) {
        parts.switchTo(capture, encoder);
        if (capture != null || encoder != null) {
            plan.changed(parts.capture.live(), parts.encoder.live());
        }
        pause.over();
        retryAtNanos = Long.MAX_VALUE;
        ready.forEach(viewer -> audience.startWatching(viewer, plan.text()));
        if (capture != null) {
            audience.watching().forEach(viewer -> viewer.target(capture.choice.target()));
        }
    }

    @Override
    public void over(StreamChange which, boolean done, String why) {
        if (which != change) {
            return;
        }
        change = null;
        if (which.isSwitched()) {
            parts.retireOld();
        } else {
            parts.capture.cancelled();
            parts.encoder.cancelled();
            parts.closeUnused(which.capture(), which.encoder());
        }
        plan.took(done ? which.stages() : null);
        wishes.end(done, done ? plan.text() : why, clock.nanoTime(), which.stages());
        closed();
        audience.announceToLatecomers();
        if (!done && parts.isMissing()) {
            retryAtNanos = Math.min(retryAtNanos, clock.nanoTime() + RETRY_NANOS);
        }
        if (again) {
            again = false;
            replan();
        }
    }

    @Override
    public void missing(SessionReason reason, String text) {
        pause.missing(reason, text, clock.nanoTime());
        retryAtNanos = clock.nanoTime() + RETRY_NANOS;
        parts.vacateUninstalled(snapshot);
    }

    private void stopParts() {
        again = false;
        if (change != null) {
            change.abandon("nobody watches any more");
        }
        parts.vacateEncoder();
        parts.vacateCapture();
        plan.paused("nobody watches");
        pause.over();
        retryAtNanos = Long.MAX_VALUE;
    }

    /** Gives everything back; the future completes when that is done. */
    public CompletableFuture<Void> close() {
        closed = true;
        stopParts();
        CompletableFuture<Void> done = new CompletableFuture<>();
        parts.close(() -> done.complete(null));
        return done;
    }
}
