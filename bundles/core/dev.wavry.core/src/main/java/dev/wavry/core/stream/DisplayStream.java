package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.VideoFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
public final class DisplayStream implements StreamParts.Trouble, StreamChange.Stream, Opening.Parts {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayStream.class);
    private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A provider that leaves and returns within this time is being updated. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final StreamParts parts;
    private final PlanLine plan = new PlanLine();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Set<Viewer> watching = new HashSet<>();
    private final Map<Long, Long> avoidUntil = new HashMap<>();
    private final Map<CompletableFuture<Boolean>, Long> leavers = new HashMap<>();
    private final List<Wish> openWishes = new ArrayList<>();
    private volatile Wishes wishes;
    private Snapshot snapshot;
    private @Nullable StreamChange change;
    private boolean again;
    private boolean renewCapture;
    private boolean renewEncoder;
    private volatile int nextEpoch = 1;
    private SessionReason paused = SessionReason.NONE;
    private String pausedText = "";
    private long pauseAtNanos = Long.MAX_VALUE;
    private long retryAtNanos = Long.MAX_VALUE;
    private long watchAtNanos;
    private boolean closed;

    /**
     * @param name for threads and the log
     * @param control runs things on CONTROL
     * @param opener runs things on OPENER
     */
    public DisplayStream(
            String name, Wishes wishes, Snapshot snapshot, MediaClock clock, Executor control, Executor opener) {
        this.wishes = wishes;
        this.snapshot = snapshot;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
        this.parts = new StreamParts(name, clock, control, opener, this);
    }

    /** One line for the log and the report; any thread. */
    public String plan() {
        return plan.text();
    }

    /** Values of the stream's counters; any thread. */
    public Map<String, Long> counters() {
        return parts.counters.values();
    }

    /** Somebody wants to watch. */
    public void join(Viewer viewer) {
        viewers.add(viewer);
        EncoderLine live = parts.encoder.live();
        if (change == null
                && live != null
                && viewer.codecs().contains(live.choice.offer().codec().id())) {
            announce(viewer, live);
        } else {
            replan();
        }
    }

    @Override
    public void announce(Viewer viewer, EncoderLine line) {
        viewer.prepare(line.epoch, line.choice.offer().codec().id(), line.format.width(), line.format.height());
    }

    /** Somebody is gone. */
    public void leave(Viewer viewer) {
        viewers.remove(viewer);
        if (watching.remove(viewer)) {
            tellParts();
        }
        if (change != null) {
            change.forget(viewer);
        }
        if (viewers.isEmpty()) {
            stopParts();
        }
    }

    private void tellParts() {
        parts.viewers(watching.toArray(new Viewer[0]));
    }

    /** A viewer's decoder for this epoch is open. */
    public void ready(Viewer viewer, int epoch) {
        EncoderLine live = parts.encoder.live();
        if (change != null && change.isAbout(epoch)) {
            change.ready(viewer);
        } else if (live != null && live.epoch == epoch) {
            startWatching(viewer);
        }
    }

    private void startWatching(Viewer viewer) {
        CaptureLine line = parts.capture.live();
        viewer.target(line == null ? null : line.choice.target());
        watching.add(viewer);
        viewer.resumed(plan.text());
        tellParts();
    }

    @Override
    public void readyLate(Viewer viewer) {
        startWatching(viewer);
    }

    /** A viewer cannot decode this epoch. */
    public void refused(Viewer viewer, int epoch, String text) {
        LOG.info("A client refused epoch {}: {}", epoch, text);
        if (change != null && change.isAbout(epoch)) {
            change.cancel("the client refused: " + text);
        }
        if (!watching.contains(viewer)) {
            viewer.paused(SessionReason.NO_COMMON_CODEC, text);
        }
    }

    /** A viewer has a frame of this epoch. */
    public void acknowledged(Viewer viewer, int epoch) {
        if (change != null && change.isAbout(epoch)) {
            change.pictureArrived(viewer);
        }
    }

    /** A viewer cannot go on without a key frame. */
    public void keyFrameWanted() {
        parts.requestKeyFrame();
    }

    /** Strategies arrived or changed. */
    public void catalogChanged(Snapshot now) {
        snapshot = now;
        replan();
    }

    /** A strategy leaves; the future completes once nothing of it is in use here. */
    public CompletableFuture<Boolean> providerLeaving(Provider<?> provider, Snapshot without) {
        snapshot = without;
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        leavers.put(unused, provider.serviceId());
        closed();
        if (!unused.isDone()) {
            replan();
        }
        return unused;
    }

    /** Something was closed: perhaps somebody who leaves waited for that. */
    @Override
    public void closed() {
        Set<Long> used = parts.providersInUse();
        if (change != null && change.capture() != null) {
            used.add(change.capture().choice.provider().serviceId());
        }
        if (change != null && change.encoder() != null) {
            used.add(change.encoder().choice.provider().serviceId());
        }
        leavers.entrySet()
                .removeIf(e -> !used.contains(e.getValue()) && e.getKey().complete(true));
    }

    /** The operator wants another part. */
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        Wish wish = new Wish(role, wishes, clock.nanoTime(), new CompletableFuture<>());
        wishes = role == Role.CAPTURE ? wishes.withSource(what) : wishes.withCodec(what);
        if (viewers.isEmpty()) {
            wish.done.complete(new HandOver(role, true, "will be used when somebody watches", 0));
            return wish.done;
        }
        openWishes.add(wish);
        renewEncoder |= role == Role.ENCODER;
        renewCapture |= role == Role.CAPTURE;
        replan();
        return wish.done;
    }

    /** When {@link #onTimer} wants to be called. */
    public long nextTimerNanos() {
        long watch = viewers.isEmpty() ? Long.MAX_VALUE : watchAtNanos;
        long changeDeadline = change == null ? Long.MAX_VALUE : change.deadlineNanos();
        return Math.min(Math.min(watch, changeDeadline), Math.min(pauseAtNanos, retryAtNanos));
    }

    /** Does what is due. */
    public void onTimer(long now) {
        watchAtNanos = now + WATCH_NANOS;
        if (now >= retryAtNanos) {
            retryAtNanos = Long.MAX_VALUE;
            replan();
        }
        if (now >= pauseAtNanos) {
            pauseAtNanos = Long.MAX_VALUE;
            announcePause();
        }
        if (change != null && now >= change.deadlineNanos()) {
            change.timeOut();
        }
        parts.watch();
    }

    private void replan() {
        if (closed || viewers.isEmpty()) {
            return;
        }
        if (change != null) {
            again = true;
            return;
        }
        Opening.Need need = need();
        renewCapture = false;
        renewEncoder = false;
        StreamChange mine = new StreamChange(this);
        change = mine;
        parts.capture.opening();
        parts.encoder.opening();
        opener.execute(() -> {
            Opening.Result result = new Opening(need, this).run();
            control.execute(() -> opened(mine, result));
        });
    }

    private void opened(StreamChange mine, Opening.Result result) {
        result.failed().forEach(id -> avoidUntil.put(id, clock.nanoTime() + AVOID_NANOS));
        if (result.encoder() != null) {
            nextEpoch = nextEpoch % 0xffff + 1;
        }
        mine.opened(result);
    }

    private Opening.Need need() {
        long now = clock.nanoTime();
        avoidUntil.values().removeIf(until -> until < now);
        CaptureLine capture = parts.liveCapture(snapshot);
        EncoderLine encoder = parts.liveEncoder(snapshot);
        return new Opening.Need(
                snapshot,
                wishes,
                decodable(),
                capture == null ? null : capture.choice,
                encoder == null ? null : encoder.choice,
                encoder == null ? null : encoder.format,
                renewCapture,
                renewEncoder,
                Set.copyOf(avoidUntil.keySet()));
    }

    /** Codecs that every viewer decodes. */
    private Set<String> decodable() {
        Set<String> common = new HashSet<>(viewers.get(0).codecs());
        viewers.forEach(viewer -> common.retainAll(viewer.codecs()));
        return Set.copyOf(common);
    }

    @Override
    public CaptureLine capture(CaptureChoice choice) throws CannotOpenException {
        return parts.openCapture(choice, wishes);
    }

    @Override
    public EncoderLine encoder(EncoderChoice choice, VideoFormat format) throws CannotOpenException {
        return parts.openEncoder(choice, format, wishes, nextEpoch);
    }

    @Override
    public void captureNeedsRenewal(String why) {
        renewCapture = true;
        replan();
    }

    @Override
    public void encoderNeedsRenewal(String why) {
        renewEncoder = true;
        replan();
    }

    @Override
    public void lost(@Nullable Provider<?> culprit) {
        if (culprit != null) {
            avoidUntil.put(culprit.serviceId(), clock.nanoTime() + AVOID_NANOS);
            retryAtNanos = Math.min(retryAtNanos, clock.nanoTime() + AVOID_NANOS + RETRY_NANOS);
        }
        tellParts();
        if (change != null) {
            change.abandon("a part failed meanwhile");
        }
        replan();
    }

    @Override
    public long nowNanos() {
        return clock.nanoTime();
    }

    @Override
    public boolean stopped() {
        return closed || viewers.isEmpty();
    }

    @Override
    public List<Viewer> viewers() {
        return viewers;
    }

    @Override
    public void switched(@Nullable CaptureLine capture, @Nullable EncoderLine encoder, Set<Viewer> ready) {
        parts.switchTo(capture, encoder);
        if (capture != null || encoder != null) {
            plan.changed(parts.capture.live(), parts.encoder.live());
        }
        paused = SessionReason.NONE;
        pauseAtNanos = Long.MAX_VALUE;
        retryAtNanos = Long.MAX_VALUE;
        ready.forEach(this::startWatching);
        if (capture != null) {
            watching.forEach(viewer -> viewer.target(capture.choice.target()));
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
        answerWishes(done, done ? plan.text() : why);
        closed();
        announceToLatecomers();
        if (again) {
            again = false;
            replan();
        }
    }

    /** Whoever joined while a hand-over was under way has not been told of any epoch yet. */
    private void announceToLatecomers() {
        EncoderLine live = parts.encoder.live();
        if (live != null) {
            viewers.stream()
                    .filter(viewer -> !watching.contains(viewer)
                            && viewer.codecs()
                                    .contains(live.choice.offer().codec().id()))
                    .forEach(viewer -> announce(viewer, live));
        }
    }

    private void answerWishes(boolean done, String text) {
        if (!done && !openWishes.isEmpty()) {
            wishes = openWishes.get(0).before();
        }
        long now = clock.nanoTime();
        List<Wish> answered = List.copyOf(openWishes);
        openWishes.clear();
        answered.forEach(w -> w.done().complete(new HandOver(w.role(), done, text, (now - w.sinceNanos()) / 1e6)));
    }

    @Override
    public void missing(SessionReason reason, String text) {
        pausedText = text;
        if (paused != reason) {
            paused = reason;
            pauseAtNanos = clock.nanoTime() + GRACE_NANOS;
        }
        retryAtNanos = clock.nanoTime() + RETRY_NANOS;
        parts.vacateUninstalled(snapshot);
    }

    private void announcePause() {
        if (parts.encoder.live() != null && parts.capture.live() != null) {
            return;
        }
        plan.paused(pausedText);
        LOG.info("The stream pauses: {}", pausedText);
        viewers.forEach(viewer -> viewer.paused(paused, pausedText));
    }

    private void stopParts() {
        again = false;
        if (change != null) {
            change.abandon("nobody watches any more");
        }
        parts.vacateEncoder();
        parts.vacateCapture();
        plan.paused("nobody watches");
        paused = SessionReason.NONE;
        pauseAtNanos = Long.MAX_VALUE;
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

    /** A wish of the operator that waits for its hand-over. */
    private record Wish(Role role, Wishes before, long sinceNanos, CompletableFuture<HandOver> done) {}
}
