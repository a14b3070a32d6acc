package dev.wavry.core.stream;

import dev.wavry.agent.Agent;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.buffer.CounterSet;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.CaptureChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Wishes;
import dev.wavry.core.slot.Slot;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.RateTarget;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One display and everybody who watches it: keeps a capture slot and an encoder slot filled by the best plan and hands over whenever
 * the plan, a device or a client changes. Belongs to the CONTROL agent.
 */
public final class DisplayStream implements MediaLine.Failures, Opening.Parts {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayStream.class);
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A provider that leaves and returns within this time is being updated. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final String name;
    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final CounterSet counters = new CounterSet();
    private final Slot<CaptureLine> capture = new Slot<>();
    private final Slot<EncoderLine> encoder = new Slot<>();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Set<Viewer> watching = new HashSet<>();
    private final Map<Long, Long> avoidUntil = new HashMap<>();
    private final Map<CompletableFuture<Boolean>, Long> leavers = new HashMap<>();
    private final List<Wish> pendingWishes = new ArrayList<>();
    private Wishes wishes;
    private Snapshot snapshot;
    private MediaLine media;
    private Agent agent;
    private @Nullable Change change;
    private boolean again;
    private boolean renewCapture;
    private boolean renewEncoder;
    private int nextEpoch = 1;
    private int planNumber;
    private String plan = "nothing runs yet";
    private SessionReason paused = SessionReason.NONE;
    private String pausedText = "";
    private long pauseAtNanos = Long.MAX_VALUE;
    private long retryAtNanos = Long.MAX_VALUE;
    private long watchAtNanos;
    private boolean closed;

    /**
     * @param control runs things on CONTROL
     * @param opener runs things on OPENER
     */
    public DisplayStream(
            String name, Wishes wishes, Snapshot snapshot, MediaClock clock, Executor control, Executor opener) {
        this.name = name;
        this.wishes = wishes;
        this.snapshot = snapshot;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
        this.media = new MediaLine(counters, this);
        this.agent = newAgent();
    }

    private Agent newAgent() {
        return new Agent("wavry-media-" + name, clock::nanoTime, media, new ParkingSleep(), this::agentFailed).start();
    }

    private void agentFailed(Throwable cause) {
        LOG.error("The media agent of '{}' failed", name, cause);
    }

    /** One line for the log and the report. */
    public String plan() {
        return plan;
    }

    /** Why nothing is sent, or NONE. */
    public SessionReason pausedReason() {
        return paused;
    }

    /** The same in words. */
    public String pausedText() {
        return pausedText;
    }

    /** Values of the stream's counters. */
    public Map<String, Long> counters() {
        return counters.values();
    }

    /** Somebody wants to watch. */
    public void join(Viewer viewer) {
        viewers.add(viewer);
        EncoderLine live = encoder.live();
        if (change == null
                && live != null
                && viewer.codecs().contains(live.choice.offer().codec().id())) {
            prepare(viewer, live);
        } else {
            replan();
        }
    }

    private void prepare(Viewer viewer, EncoderLine line) {
        viewer.prepare(line.epoch, line.choice.offer().codec().id(), line.format.width(), line.format.height());
    }

    /** Somebody is gone. */
    public void leave(Viewer viewer) {
        viewers.remove(viewer);
        if (watching.remove(viewer)) {
            tellViewers();
        }
        if (change != null) {
            change.forget(viewer);
        }
        if (viewers.isEmpty()) {
            stopParts();
        }
    }

    private void tellViewers() {
        Viewer[] now = watching.toArray(new Viewer[0]);
        agent.execute(() -> media.viewers(now));
    }

    /** A viewer's decoder for this epoch is open. */
    public void ready(Viewer viewer, int epoch) {
        if (change != null && change.isAbout(epoch)) {
            change.ready(viewer);
            return;
        }
        EncoderLine live = encoder.live();
        if (live != null && live.epoch == epoch) {
            startWatching(viewer);
        }
    }

    private void startWatching(Viewer viewer) {
        CaptureLine line = capture.live();
        viewer.target(line == null ? null : line.choice.target());
        if (watching.add(viewer)) {
            viewer.resumed(plan);
        }
        tellViewers();
    }

    /** A viewer cannot decode this epoch. */
    public void refused(Viewer viewer, int epoch, String text) {
        LOG.info("A client refused epoch {} of '{}': {}", epoch, name, text);
        if (change != null && change.isAbout(epoch)) {
            change.cancel("the client refused: " + text);
        } else if (encoder.live() == null || !watching.contains(viewer)) {
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
        agent.execute(media::requestKeyFrame);
    }

    /** Strategies arrived or changed. */
    public void catalogChanged(Snapshot now) {
        snapshot = now;
        if (!viewers.isEmpty()) {
            replan();
        }
    }

    /** A strategy leaves; the future completes once nothing of it is in use here. */
    public CompletableFuture<Boolean> providerLeaving(Provider<?> provider, Snapshot without) {
        snapshot = without;
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        leavers.put(unused, provider.serviceId());
        answerLeavers();
        if (!unused.isDone()) {
            replan();
        }
        return unused;
    }

    private void answerLeavers() {
        Set<Long> used = new HashSet<>();
        addUse(used, capture.live(), capture.draining());
        addEncoderUse(used, encoder.live(), encoder.draining());
        if (change != null) {
            addUse(used, change.newCapture, null);
            addEncoderUse(used, change.newEncoder, null);
        }
        leavers.entrySet()
                .removeIf(e -> !used.contains(e.getValue()) && e.getKey().complete(true));
    }

    private static void addUse(Set<Long> used, @Nullable CaptureLine one, @Nullable CaptureLine other) {
        for (CaptureLine line : new CaptureLine[] {one, other}) {
            if (line != null) {
                used.add(line.choice.provider().serviceId());
            }
        }
    }

    private static void addEncoderUse(Set<Long> used, @Nullable EncoderLine one, @Nullable EncoderLine other) {
        for (EncoderLine line : new EncoderLine[] {one, other}) {
            if (line != null) {
                used.add(line.choice.provider().serviceId());
            }
        }
    }

    /** The operator wants another part. */
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        Wishes wished = role == Role.CAPTURE ? wishes.withSource(what) : wishes.withCodec(what);
        Wish wish = new Wish(role, wishes, clock.nanoTime());
        wishes = wished;
        if (viewers.isEmpty()) {
            wish.done.complete(new HandOver(role, true, "will be used when somebody watches", 0));
            return wish.done;
        }
        pendingWishes.add(wish);
        if (role == Role.ENCODER) {
            renewEncoder = true;
        } else {
            renewCapture = true;
        }
        replan();
        return wish.done;
    }

    /** When {@link #onTimer} wants to be called. */
    public long nextTimerNanos() {
        long watch = viewers.isEmpty() ? Long.MAX_VALUE : watchAtNanos;
        long changeDeadline = change == null ? Long.MAX_VALUE : change.deadlineNanos;
        return Math.min(Math.min(watch, changeDeadline), Math.min(pauseAtNanos, retryAtNanos));
    }

    /** Does what is due. */
    public void onTimer(long now) {
        if (now >= retryAtNanos) {
            retryAtNanos = Long.MAX_VALUE;
            replan();
        }
        if (now >= pauseAtNanos) {
            pauseAtNanos = Long.MAX_VALUE;
            announcePause();
        }
        if (change != null && now >= change.deadlineNanos) {
            change.timeOut();
        }
        watchAtNanos = now + WATCH_NANOS;
        if (agent.busyNanos() > STUCK_NANOS && media.culprit() != null) {
            abandonStuckAgent();
        }
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
        change = new Change();
        Change mine = change;
        capture.opening();
        encoder.opening();
        opener.execute(() -> {
            Opening.Result result = new Opening(need, this).run();
            control.execute(() -> mine.opened(result));
        });
    }

    private Opening.Need need() {
        long now = clock.nanoTime();
        avoidUntil.values().removeIf(until -> until < now);
        CaptureLine liveCapture = usable(capture.live());
        EncoderLine liveEncoder = usableEncoder(encoder.live());
        return new Opening.Need(
                snapshot,
                wishes,
                decodable(),
                liveCapture == null ? null : liveCapture.choice,
                liveEncoder == null ? null : liveEncoder.choice,
                liveEncoder == null ? null : liveEncoder.format,
                renewCapture,
                renewEncoder,
                Set.copyOf(avoidUntil.keySet()));
    }

    private @Nullable CaptureLine usable(@Nullable CaptureLine line) {
        return line != null
                        && snapshot.captures().stream()
                                .anyMatch(p ->
                                        p.serviceId() == line.choice.provider().serviceId())
                ? line
                : null;
    }

    private @Nullable EncoderLine usableEncoder(@Nullable EncoderLine line) {
        return line != null
                        && snapshot.encoders().stream()
                                .anyMatch(p ->
                                        p.serviceId() == line.choice.provider().serviceId())
                ? line
                : null;
    }

    private Set<String> decodable() {
        Set<String> common = null;
        for (Viewer viewer : viewers) {
            if (common == null) {
                common = new HashSet<>(viewer.codecs());
            } else {
                common.retainAll(viewer.codecs());
            }
        }
        return common == null ? Set.of() : common;
    }

    @Override
    public CaptureLine capture(CaptureChoice choice) throws CannotOpenException {
        MediaLine line = media;
        CaptureSettings settings = new CaptureSettings(wishes.framesPerSecond(), wishes.width(), wishes.height());
        return new CaptureLine(choice, settings, clock, line, line, this::captureReopen, this::captureFailed);
    }

    @Override
    public EncoderLine encoder(EncoderChoice choice, VideoFormat format) throws CannotOpenException {
        RateTarget rate = new RateTarget(wishes.bitrateKbps(), wishes.framesPerSecond());
        EncoderSpec spec = new EncoderSpec(
                choice.offer().codec(), choice.offer().implementation(), format, rate, wishes.encoderThreads());
        return new EncoderLine(choice, spec, nextEpoch, clock, media, this::encoderReopen, this::encoderFailed);
    }

    private void captureReopen(CaptureLine line, String why) {
        control.execute(() -> {
            if (line == capture.live()) {
                LOG.info("Capture '{}' of '{}' is opened anew: {}", line.choice.provider(), name, why);
                renewCapture = true;
                replan();
            }
        });
    }

    private void encoderReopen(EncoderLine line, String why) {
        control.execute(() -> {
            if (line == encoder.live()) {
                LOG.info("Encoder '{}' of '{}' is opened anew: {}", line.choice.offer(), name, why);
                renewEncoder = true;
                replan();
            }
        });
    }

    @Override
    public void captureFailed(CaptureLine line, Throwable cause) {
        control.execute(() -> {
            if (line == capture.live()) {
                LOG.warn(
                        "Capture '{}' of '{}' failed and is replaced: {}",
                        line.choice.provider(),
                        name,
                        String.valueOf(cause.getMessage()));
                LOG.debug("cause", cause);
                avoid(line.choice.provider());
                capture.vacate();
                agent.execute(media::dropCapture);
                agent.execute(() -> sleepParked());
                closeLater(line::close);
                replan();
            }
        });
    }

    @Override
    public void encoderFailed(EncoderLine line, Throwable cause) {
        control.execute(() -> {
            if (line == encoder.live()) {
                LOG.warn("Encoder '{}' of '{}' failed and is replaced", line.choice.offer(), name, cause);
                avoid(line.choice.provider());
                encoder.vacate();
                agent.execute(media::dropEncoder);
                closeLater(line::close);
                replan();
            }
        });
    }

    private void avoid(Provider<?> provider) {
        avoidUntil.put(provider.serviceId(), clock.nanoTime() + AVOID_NANOS);
        retryAtNanos = Math.min(retryAtNanos, clock.nanoTime() + AVOID_NANOS + RETRY_NANOS);
    }

    private void sleepParked() {
        agent.become(media, new ParkingSleep());
    }

    /** Closes something on OPENER after the media agent has done everything it was told so far. */
    private void closeLater(Runnable close) {
        Agent from = agent;
        from.execute(() -> opener.execute(() -> {
            close.run();
            control.execute(this::answerLeavers);
        }));
    }

    private void stopParts() {
        again = false;
        CaptureLine oldCapture = capture.vacate();
        EncoderLine oldEncoder = encoder.vacate();
        agent.execute(() -> {
            media.dropEncoder();
            media.dropCapture();
            sleepParked();
        });
        if (oldCapture != null) {
            closeLater(oldCapture::close);
        }
        if (oldEncoder != null) {
            closeLater(oldEncoder::close);
        }
        plan = "nobody watches";
        unpause();
    }

    private void abandonStuckAgent() {
        Object culprit = media.culprit();
        Provider<?> guilty = culprit instanceof CaptureLine c
                ? c.choice.provider()
                : culprit instanceof EncoderLine e ? e.choice.provider() : null;
        LOG.warn(
                "Strategy '{}' has not returned for {} ms and is abandoned with its thread; it was in {}",
                guilty,
                agent.busyNanos() / 1_000_000,
                List.of(agent.whereabouts()).stream()
                        .limit(6)
                        .map(Object::toString)
                        .collect(Collectors.joining(" < ")));
        if (guilty != null) {
            avoid(guilty);
        }
        CaptureLine oldCapture = capture.vacate();
        EncoderLine oldEncoder = encoder.vacate();
        Agent stuck = agent;
        MediaLine old = media;
        // Its memory stays lent until it returns: leaked rather than freed under a reader.
        stuck.execute(old::dropEncoder);
        stuck.execute(old::dropCapture);
        if (oldCapture != null) {
            closeLater(oldCapture::close);
        }
        if (oldEncoder != null) {
            closeLater(oldEncoder::close);
        }
        stuck.stop();
        media = new MediaLine(counters, this);
        agent = newAgent();
        tellViewers();
        if (change != null) {
            change.abandon();
        }
        replan();
    }

    private void missing(SessionReason reason, String text) {
        pausedText = text;
        if (paused != reason) {
            paused = reason;
            pauseAtNanos = clock.nanoTime() + GRACE_NANOS;
        }
        retryAtNanos = clock.nanoTime() + RETRY_NANOS;
        dropLeft();
    }

    /** What was live but is not installed any more must be given back although nothing replaces it. */
    private void dropLeft() {
        EncoderLine oldEncoder = encoder.live();
        if (oldEncoder != null && usableEncoder(oldEncoder) == null) {
            encoder.vacate();
            agent.execute(media::dropEncoder);
            closeLater(oldEncoder::close);
        }
        CaptureLine oldCapture = capture.live();
        if (oldCapture != null && usable(oldCapture) == null) {
            capture.vacate();
            agent.execute(media::dropCapture);
            agent.execute(this::sleepParked);
            closeLater(oldCapture::close);
        }
    }

    private void announcePause() {
        if (encoder.live() != null && capture.live() != null) {
            return;
        }
        plan = "paused: " + pausedText;
        LOG.info("'{}' pauses: {}", name, pausedText);
        viewers.forEach(viewer -> viewer.paused(paused, pausedText));
    }

    private void unpause() {
        paused = SessionReason.NONE;
        pausedText = "";
        pauseAtNanos = Long.MAX_VALUE;
        retryAtNanos = Long.MAX_VALUE;
    }

    /** Gives everything back; the future completes when that is done. */
    public CompletableFuture<Void> close() {
        closed = true;
        stopParts();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Agent last = agent;
        closeLater(() -> {
            last.stop();
            done.complete(null);
        });
        return done;
    }

    /** A wish of the operator that waits for its hand-over. */
    private record Wish(Role role, Wishes before, long sinceNanos, CompletableFuture<HandOver> done) {
        Wish(Role role, Wishes before, long sinceNanos) {
            this(role, before, sinceNanos, new CompletableFuture<>());
        }
    }

    /** One hand-over: OPENING, then announced to the viewers, then switched and waiting for the first picture to arrive. */
    private final class Change {
        private final Set<Viewer> toAnswer = new HashSet<>();
        private final Set<Viewer> toSee = new HashSet<>();
        private @Nullable CaptureLine newCapture;
        private @Nullable EncoderLine newEncoder;
        private boolean switched;
        private boolean abandoned;
        private long deadlineNanos = Long.MAX_VALUE;

        boolean isAbout(int epoch) {
            return newEncoder != null && newEncoder.epoch == epoch;
        }

        void opened(Opening.Result result) {
            result.failed().forEach(id -> avoidUntil.put(id, clock.nanoTime() + AVOID_NANOS));
            newCapture = result.capture();
            newEncoder = result.encoder();
            if (newEncoder != null) {
                nextEpoch = nextEpoch % 0xffff + 1;
            }
            if (closed || abandoned || viewers.isEmpty()) {
                giveUp("the stream stopped meanwhile");
            } else if (result.missing() != SessionReason.NONE) {
                giveUp(result.text());
                missing(result.missing(), result.text());
            } else if (newEncoder != null) {
                announce(newEncoder);
            } else {
                switchOver();
            }
        }

        private void announce(EncoderLine line) {
            deadlineNanos = clock.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            toAnswer.addAll(viewers);
            viewers.forEach(viewer -> prepare(viewer, line));
        }

        void ready(Viewer viewer) {
            if (switched) {
                startWatching(viewer);
                return;
            }
            if (toAnswer.remove(viewer)) {
                toSee.add(viewer);
                if (toAnswer.isEmpty()) {
                    switchOver();
                }
            }
        }

        void forget(Viewer viewer) {
            toAnswer.remove(viewer);
            toSee.remove(viewer);
            if (newEncoder != null && !switched && toAnswer.isEmpty() && !viewers.isEmpty()) {
                switchOver();
            } else if (switched && toSee.isEmpty()) {
                finish();
            }
        }

        private void switchOver() {
            switched = true;
            deadlineNanos = clock.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            CaptureLine nextCapture = newCapture;
            EncoderLine nextEncoder = newEncoder;
            slots(nextCapture, nextEncoder);
            agent.execute(() -> {
                if (nextCapture != null) {
                    agent.become(media, media.sleepOf(nextCapture));
                }
                media.switchTo(nextCapture, nextEncoder);
            });
            toSee.forEach(DisplayStream.this::startWatching);
            logPlan();
            unpause();
            if (nextEncoder == null || toSee.isEmpty()) {
                finish();
            }
        }

        private void slots(@Nullable CaptureLine nextCapture, @Nullable EncoderLine nextEncoder) {
            if (nextCapture != null) {
                capture.switchTo(nextCapture);
                for (Viewer viewer : watching) {
                    viewer.target(nextCapture.choice.target());
                }
            } else {
                capture.cancelled();
            }
            if (nextEncoder != null) {
                encoder.switchTo(nextEncoder);
            } else {
                encoder.cancelled();
            }
        }

        void pictureArrived(Viewer viewer) {
            if (switched && toSee.remove(viewer) && toSee.isEmpty()) {
                finish();
            }
        }

        void timeOut() {
            if (switched) {
                finish();
            } else {
                cancel("a client did not answer within 2 s");
            }
        }

        void cancel(String why) {
            if (!switched) {
                giveUp(why);
            }
        }

        void abandon() {
            abandoned = true;
            if (switched) {
                finish();
            }
        }

        /** The old parts go on, the new ones are closed. */
        private void giveUp(String why) {
            CaptureLine unusedCapture = newCapture;
            EncoderLine unusedEncoder = newEncoder;
            newCapture = null;
            newEncoder = null;
            capture.cancelled();
            encoder.cancelled();
            opener.execute(() -> {
                if (unusedEncoder != null) {
                    unusedEncoder.close();
                }
                if (unusedCapture != null) {
                    unusedCapture.close();
                }
            });
            if (!pendingWishes.isEmpty()) {
                wishes = pendingWishes.get(0).before();
            }
            end(false, why);
        }

        private void finish() {
            agent.execute(media::retireOld);
            CaptureLine oldCapture = capture.drained();
            EncoderLine oldEncoder = encoder.drained();
            if (oldEncoder != null) {
                closeLater(oldEncoder::close);
            }
            if (oldCapture != null) {
                closeLater(oldCapture::close);
            }
            end(true, plan);
        }

        private void end(boolean done, String text) {
            change = null;
            long now = clock.nanoTime();
            List<Wish> answered = List.copyOf(pendingWishes);
            pendingWishes.clear();
            answered.forEach(wish ->
                    wish.done().complete(new HandOver(wish.role(), done, text, (now - wish.sinceNanos()) / 1e6)));
            answerLeavers();
            if (again) {
                again = false;
                replan();
            }
        }
    }

    private void logPlan() {
        CaptureLine c = capture.live();
        EncoderLine e = encoder.live();
        if (c == null || e == null) {
            return;
        }
        String was = planNumber == 0
                ? ""
                : " (was " + plan.replaceFirst(" \\(was .*", "").replaceFirst("^plan \\d+: ", "") + ")";
        String now = c.choice.provider() + " " + c.choice.target().id() + " " + c.choice.width() + "x"
                + c.choice.height() + " -> host memory -> " + e.choice.provider() + "/" + e.choice.offer() + " -> rift";
        planNumber++;
        plan = "plan " + planNumber + ": " + now + was;
        LOG.info("{}", plan);
    }
}
