package dev.wavry.core.stream;

import dev.wavry.agent.Agent;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.api.Role;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running parts of one display: its capture slot, its encoder slot and the media agent that runs what is in them. Belongs to CONTROL;
 * nothing is closed before the media agent has let go of it.
 */
final class StreamParts implements Mender {
    private static final Logger LOG = LoggerFactory.getLogger(StreamParts.class);
    /** If CONTROL itself comes this late the machine is short of processors, and nobody's fault can be told. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A call that has not returned for this long never will. */
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Told of what needs another part; on CONTROL. */
    interface Trouble {
        void needsRenewal(Role role);

        /** A part was removed because it failed, told in words after its name; null if nobody knows whose fault it was. */
        void lost(@Nullable Provider<?> culprit, String how);

        /** Something was closed. */
        void closed();
    }

    final Slot<CaptureLine> capture = new Slot<>();
    final Slot<EncoderLine> encoder = new Slot<>();
    final CounterSet counters = new CounterSet();
    private final String name;
    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final Trouble trouble;
    private final ClosingLines closing;
    private final VideoRegion region;
    final LineFailures failures;
    private final Silence silence = new Silence();
    private volatile MediaLine media;
    private volatile Agent agent;
    private final SharedRate rates = new SharedRate();

    /** @param region ended by whatever changes around it */
    StreamParts(String name, MediaClock clock, Executor control, Executor opener, Trouble trouble, VideoRegion region) {
        this.region = region;
        this.name = name;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
        this.trouble = trouble;
        this.failures = new LineFailures(this, name, control, trouble, region);
        this.closing = new ClosingLines(clock, control, opener, trouble::closed);
        this.media = new MediaLine(counters, failures);
        this.agent = newAgent();
    }

    private Agent newAgent() {
        return new Agent("wavry-media-" + name, clock::nanoTime, media, new ParkingSleep(), this::agentFailed).start();
    }

    private void agentFailed(Throwable cause) {
        LOG.error("Something failed on the media agent of '{}'; if it ended it is replaced", name, cause);
    }

    CaptureLine openCapture(CaptureChoice choice, Wishes wishes) throws CannotOpenException {
        MediaLine line = media;
        CaptureSettings settings =
                new CaptureSettings(wishes.captureRate(choice.target().kind()), wishes.width(), wishes.height());
        return new CaptureLine(choice, settings, clock, line, line, failures::captureReopen, failures::captureFailed);
    }

    @Override
    public void carries(Viewer viewer, RateTarget rate) {
        rates.carries(viewer, rate);
        rateChanged();
    }

    private void rateChanged() {
        RateTarget other = rates.change();
        MediaLine line = media;
        if (other != null) {
            agent.execute(() -> line.retarget(other));
        }
    }

    /** An encoder cannot change its rate; told each time it was asked to. */
    void rateNotTaken(EncoderLine line) {
        if (line == encoder.live() && rates.reopens(line.rate, clock.nanoTime())) {
            LOG.info("Encoder '{}' of '{}' is opened anew for another rate", line.choice.offer(), name);
            trouble.needsRenewal(Role.ENCODER);
        }
    }

    EncoderLine openEncoder(EncoderChoice choice, VideoFormat format, Wishes wishes, int epoch)
            throws CannotOpenException {
        EncoderSpec spec = spec(choice, format, rates.first(wishes.rate()), wishes);
        return new EncoderLine(choice, spec, epoch, clock, media, failures::encoderReopen, failures::encoderFailed);
    }

    private static EncoderSpec spec(EncoderChoice choice, VideoFormat format, RateTarget rate, Wishes wishes) {
        return new EncoderSpec(
                choice.offer().codec(), choice.offer().implementation(), format, rate, wishes.encoderThreads());
    }

    /** What is needed beside what is live. */
    Opening.Need need(Snapshot installed, Wishes wishes, Set<String> decodable, Set<Role> renew, Set<Long> avoided) {
        CaptureLine captureNow = liveCapture(installed);
        EncoderLine encoderNow = liveEncoder(installed);
        return new Opening.Need(
                installed,
                wishes,
                decodable,
                captureNow == null ? null : captureNow.choice,
                encoderNow == null ? null : encoderNow.choice,
                encoderNow == null ? null : encoderNow.format,
                renew.contains(Role.CAPTURE),
                renew.contains(Role.ENCODER),
                avoided);
    }

    /** Opens parts as they were wished for when the opening began. */
    Opening.Parts opens(Wishes wishes, int epoch) {
        return new PartOpener(this, wishes, epoch, clock);
    }

    /** Opens an encoder for a region, which gets the larger share of the rate; on OPENER. */
    EncoderLine openRegion(EncoderChoice choice, VideoFormat format, Wishes wishes, int epoch, RegionLine to)
            throws CannotOpenException {
        RateTarget rate = RateSplit.part(rates.first(wishes.rate()), RateSplit.REGION_PERCENT);
        EncoderSpec spec = spec(choice, format, rate, wishes);
        return new EncoderLine(choice, spec, epoch, clock, to, failures::encoderReopen, failures::encoderFailed);
    }

    void live(@Nullable RegionLine line) {
        MediaLine on = media;
        agent.execute(() -> on.region(line));
    }

    void close(EncoderLine line) {
        line.closeSink();
        closing.close(line, agent);
    }

    /** Who gets frames from now on. */
    void viewers(Viewer[] now) {
        region.end("somebody came or went");
        MediaLine line = media;
        agent.execute(() -> line.viewers(now));
        rates.watching(now);
        rateChanged();
    }

    @Override
    public void keyFrameWanted() {
        agent.execute(media::requestKeyFrame);
    }

    @Override
    public void partsLost(int epoch, long first, long last) {
        MediaLine line = media;
        agent.execute(() -> line.partsLost(epoch, first, last));
    }

    /** Makes the new parts live at the next frame boundary; null leaves a part as it is. */
    void switchTo(@Nullable CaptureLine newCapture, @Nullable EncoderLine newEncoder) {
        region.end("parts are exchanged");
        if (newCapture != null) {
            capture.switchTo(newCapture);
        } else {
            capture.cancelled();
        }
        if (newEncoder != null) {
            encoder.switchTo(newEncoder);
        } else {
            encoder.cancelled();
        }
        MediaLine line = media;
        Agent on = agent;
        on.execute(() -> {
            if (newCapture != null) {
                on.become(line, line.sleepOf(newCapture));
            }
            line.switchTo(newCapture, newEncoder);
        });
        if (newCapture != null) {
            newCapture.live();
        }
        if (newEncoder != null) {
            newEncoder.live();
        }
    }

    /** What was live before the last switch is fed no longer and closed. */
    void retireOld() {
        agent.execute(media::retireOld);
        EncoderLine oldEncoder = encoder.drained();
        CaptureLine oldCapture = capture.drained();
        if (oldEncoder != null) {
            closing.close(oldEncoder, agent);
        }
        if (oldCapture != null) {
            closing.close(oldCapture, agent);
        }
    }

    void vacateCapture() {
        region.end("nothing is captured");
        CaptureLine old = capture.vacate();
        MediaLine line = media;
        Agent on = agent;
        on.execute(() -> {
            line.dropCapture();
            on.become(line, new ParkingSleep());
        });
        if (old != null) {
            closing.close(old, agent);
        }
    }

    void vacateEncoder() {
        region.end("nothing is encoded");
        EncoderLine old = encoder.vacate();
        agent.execute(media::dropEncoder);
        if (old != null) {
            closing.close(old, agent);
        }
    }

    /** Empties slots whose strategy is not installed any more, although nothing replaces it. */
    void vacateUninstalled(Snapshot installed) {
        if (encoder.live() != null && liveEncoder(installed) == null) {
            vacateEncoder();
        }
        if (capture.live() != null && liveCapture(installed) == null) {
            vacateCapture();
        }
    }

    /** Closes parts that were opened but never became live. */
    void closeUnused(@Nullable CaptureLine unusedCapture, @Nullable EncoderLine unusedEncoder) {
        if (unusedEncoder != null) {
            closing.closeUnused(unusedEncoder);
        }
        if (unusedCapture != null) {
            closing.closeUnused(unusedCapture);
        }
    }

    /** The live capture if its strategy is still installed. */
    @Nullable
    CaptureLine liveCapture(Snapshot installed) {
        CaptureLine line = capture.live();
        return line != null && has(installed.captures(), line.choice.provider()) ? line : null;
    }

    /** The live encoder if its strategy is still installed. */
    @Nullable
    EncoderLine liveEncoder(Snapshot installed) {
        EncoderLine line = encoder.live();
        return line != null && has(installed.encoders(), line.choice.provider()) ? line : null;
    }

    /** True if what was opened comes from strategies that are still installed. */
    boolean isInstalled(@Nullable CaptureLine newCapture, @Nullable EncoderLine newEncoder, Snapshot installed) {
        boolean captureIs = newCapture == null || has(installed.captures(), newCapture.choice.provider());
        return captureIs && (newEncoder == null || has(installed.encoders(), newEncoder.choice.provider()));
    }

    private static boolean has(List<? extends Provider<?>> installed, Provider<?> provider) {
        return installed.stream().anyMatch(p -> p.serviceId() == provider.serviceId());
    }

    /** Numbers of the registrations whose handles are not closed yet. */
    Set<Long> providersInUse() {
        Set<Long> used = new HashSet<>();
        closing.addProviders(used);
        Stream.of(capture.live(), capture.draining())
                .filter(Objects::nonNull)
                .forEach(line -> used.add(line.choice.provider().serviceId()));
        Stream.of(encoder.live(), encoder.draining())
                .filter(Objects::nonNull)
                .forEach(line -> used.add(line.choice.provider().serviceId()));
        return used;
    }

    /** True if no pictures can come. */
    boolean isMissing() {
        return encoder.live() == null || capture.live() == null;
    }

    /** Values of the counters; any thread. */
    Map<String, Long> counts() {
        return closing.with(counters.values());
    }

    /** True while {@link #watch} should be called often. */
    boolean isClosing() {
        return closing.isWaiting();
    }

    /**
     * Looks whether a strategy is stuck; if so its thread is given up together with what it holds.
     *
     * @param lateNanos how late this look comes
     */
    void watch(long lateNanos) {
        closing.look();
        if (agent.hasEnded()) {
            abandon();
            trouble.lost(null, "");
            return;
        }
        if (lateNanos > LATE_NANOS) {
            return;
        }
        Object culprit = media.culprit();
        if (culprit == null || agent.busyNanos() < STUCK_NANOS) {
            listen();
            return;
        }
        Provider<?> guilty = culprit instanceof CaptureLine c
                ? c.choice.provider()
                : culprit instanceof EncoderLine e ? e.choice.provider() : null;
        LOG.warn(
                "Strategy '{}' has not returned for {} ms and is abandoned with its thread; it was in {}",
                guilty,
                agent.busyNanos() / 1_000_000,
                Arrays.stream(agent.whereabouts())
                        .limit(6)
                        .map(Object::toString)
                        .collect(Collectors.joining(" < ")));
        abandon();
        trouble.lost(guilty, "did not return for more than 250 ms");
    }

    private void listen() {
        Silence.Found found = silence.look(clock.nanoTime(), capture.live(), encoder.live());
        if (found != null) {
            LOG.warn("Strategy '{}' of '{}' {}; it is replaced", found.guilty(), name, found.how());
            abandon();
            trouble.lost(found.guilty(), found.how());
        }
    }

    /** What the stuck call holds stays lent until it returns: leaked rather than freed under a reader. */
    private void abandon() {
        // The stuck thread would only see this in its mailbox: what it still codes goes nowhere from now on.
        Stream.of(encoder.live(), encoder.draining()).filter(Objects::nonNull).forEach(EncoderLine::closeSink);
        retireOld();
        vacateEncoder();
        vacateCapture();
        agent.stop();
        media = new MediaLine(counters, failures);
        agent = newAgent();
    }

    /** Gives everything back and ends the media agent; runs {@code done} afterwards on OPENER. */
    void close(Runnable done) {
        vacateEncoder();
        vacateCapture();
        Agent last = agent;
        last.execute(() -> opener.execute(() -> control.execute(() -> {
            closing.look();
            opener.execute(() -> {
                last.stop();
                done.run();
            });
        })));
    }
}
