package dev.wavry.core.rate;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.control.Feedback;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.RateTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller of one session's rate: opens the best there is, feeds it, exchanges it under the session, and gives its word to the
 * pace and the encoder. Belongs to CONTROL, which is the agent that receives.
 */
public final class RateControl {
    private static final Logger LOG = LoggerFactory.getLogger(RateControl.class);
    private static final long TIMER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** A round trip this short is a local network, where what was wished for can be had from the start. */
    private static final long LOCAL_RTT_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /** Where a path begins that nothing is known of: what most access lines carry. */
    private static final int FIRST_KBPS = 6_000;

    /** So many reported packets tell what a path is like. */
    private static final int KNOWN_PACKETS = 48;

    /** What may be sent in all when the encoder gets all it wishes for: half of it again for protection and repairs, and sound. */
    private static final int ROOM = 2;

    private final RateTarget wish;
    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final VideoShare share;
    private final Protector protector = new Protector();
    private final Set<Long> broken = new HashSet<>();
    private @Nullable RiftLink link;
    private @Nullable Provider<CongestionControlFactory> provider;
    private @Nullable Provider<CongestionControlFactory> opening;
    private @Nullable CongestionControl live;
    private @Nullable HandleContext context;
    private Snapshot snapshot = Snapshot.EMPTY;
    private int reportedPackets;
    private int paceKbps;
    private long timerAtNanos = Long.MAX_VALUE;
    private boolean ended;

    /**
     * @param wish what the encoder is to have if the path carries it
     * @param onVideo told what the encoder may have, on CONTROL
     */
    public RateControl(
            RateTarget wish, MediaClock clock, Executor control, Executor opener, Consumer<RateTarget> onVideo) {
        this.wish = wish;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
        this.share = new VideoShare(wish, onVideo);
    }

    /** From now on for this link. */
    public void begin(RiftLink on, Snapshot now) {
        link = on;
        catalogChanged(now);
    }

    /** The far side can use repairs of these schemes. */
    public void repairs(RiftLink on, List<String> schemes) {
        protector.begin(on, schemes, snapshot);
    }

    /** Strategies arrived, changed or are preferred; the best one is used from now on. */
    public void catalogChanged(Snapshot now) {
        snapshot = now;
        protector.choose(now);
        if (link == null || ended) {
            return;
        }
        Provider<CongestionControlFactory> best = now.congestionControls().stream()
                .filter(each -> !broken.contains(each.serviceId()))
                .findFirst()
                .orElse(null);
        boolean same = best != null && isOf(opening != null ? opening : provider, best.serviceId());
        if (same) {
            return;
        }
        if (best == null) {
            opening = null;
            use(null, null, null);
        } else {
            open(best, link);
        }
    }

    private static boolean isOf(@Nullable Provider<?> one, long serviceId) {
        return one != null && one.serviceId() == serviceId;
    }

    /** A strategy leaves; whatever it runs here is closed on OPENER before anything that is asked of it afterwards. */
    public void leaves(long serviceId, Snapshot without) {
        if (isOf(opening, serviceId)) {
            opening = null;
        }
        if (isOf(provider, serviceId)) {
            use(null, null, null);
        }
        catalogChanged(without);
    }

    private void open(Provider<CongestionControlFactory> which, RiftLink on) {
        opening = which;
        CongestionControl before = live;
        boolean local = on.rttNanos() > 0 && on.rttNanos() < LOCAL_RTT_NANOS;
        RateTarget most = new RateTarget(wish.bitrateKbps() * ROOM, wish.framesPerSecond());
        RateTarget first = before != null
                ? before.target()
                : local ? most : new RateTarget(Math.min(FIRST_KBPS, most.bitrateKbps()), wish.framesPerSecond());
        HandleContext fresh = new HandleContext(clock, why -> {}, cause -> control.execute(() -> failed(which, cause)));
        opener.execute(() -> {
            try {
                CongestionControl made = which.service().open(first, most, fresh);
                control.execute(() -> opened(which, made, fresh));
            } catch (RuntimeException | Error e) {
                control.execute(() -> failed(which, e));
            }
        });
    }

    private void opened(Provider<CongestionControlFactory> which, CongestionControl made, HandleContext fresh) {
        if (which != opening || ended) {
            opener.execute(made::close);
            return;
        }
        opening = null;
        use(which, made, fresh);
        LOG.info("The rate is controlled by '{}'", which);
    }

    private void use(
            @Nullable Provider<CongestionControlFactory> which,
            @Nullable CongestionControl made,
            @Nullable HandleContext fresh) {
        CongestionControl before = live;
        if (before != null) {
            if (context != null) {
                context.mute();
            }
            opener.execute(before::close);
        }
        provider = which;
        live = made;
        context = fresh;
        RiftLink on = link;
        if (on == null || made == null && before == null) {
            return;
        }
        if (made == null) {
            on.tune(to -> to.mostOutBytes(Long.MAX_VALUE));
            on.paceKbps(0);
            paceKbps = 0;
            timerAtNanos = Long.MAX_VALUE;
            share.all();
        } else {
            long most = reportedPackets < KNOWN_PACKETS ? made.firstBytes() : Long.MAX_VALUE;
            on.tune(to -> to.mostOutBytes(most));
            timerAtNanos = clock.nanoTime() + TIMER_NANOS;
            apply(made, clock.nanoTime());
        }
    }

    private void failed(Provider<CongestionControlFactory> which, Throwable cause) {
        LOG.warn("Rate control '{}' failed and is replaced", which, cause);
        broken.add(which.serviceId());
        leaves(which.serviceId(), snapshot);
    }

    /** The peer reported packets; on RECEIVE, with the link's lock held. */
    public void feedback(Feedback report, long nowNanos) {
        if (reportedPackets < KNOWN_PACKETS) {
            reportedPackets += report.count();
            if (reportedPackets >= KNOWN_PACKETS && link != null) {
                link.tune(to -> to.mostOutBytes(Long.MAX_VALUE));
            }
        }
        protector.feedback(report, nowNanos);
        share.protection(protector.ratio());
        CongestionControl now = live;
        if (now != null) {
            try {
                now.onFeedback(report, nowNanos);
                apply(now, nowNanos);
            } catch (RuntimeException | Error e) {
                blame(e);
            }
        }
    }

    private void blame(Throwable cause) {
        Provider<CongestionControlFactory> guilty = provider;
        if (guilty != null) {
            failed(guilty, cause);
        }
    }

    private void apply(CongestionControl from, long nowNanos) {
        RiftLink on = link;
        if (on != null && from.paceKbps() != paceKbps) {
            paceKbps = from.paceKbps();
            on.paceKbps(paceKbps);
        }
        share.total(from.target(), nowNanos);
    }

    /** When {@link #onTimer} wants to be called. */
    public long nextTimerNanos() {
        RiftLink on = link;
        return live == null || on == null || on.outBytes() == 0 ? Long.MAX_VALUE : timerAtNanos;
    }

    /** Does what is due. */
    public void onTimer(long nowNanos) {
        CongestionControl now = live;
        if (now == null || nowNanos < timerAtNanos || link == null || link.outBytes() == 0) {
            return;
        }
        timerAtNanos = nowNanos + TIMER_NANOS;
        try {
            now.onTimer(nowNanos);
            apply(now, nowNanos);
        } catch (RuntimeException | Error e) {
            blame(e);
        }
    }

    /** Bundle of the controller; empty if there is none. */
    public String bundle() {
        return provider == null ? "" : provider.bundle();
    }

    /** Bundle of what restores lost packets; empty if there is none. */
    public String protectedBy() {
        return protector.bundle();
    }

    /** Adds what it decided and counted. */
    public void into(Map<String, Long> counters) {
        CongestionControl now = live;
        HandleContext of = context;
        counters.put("rateTargetKbps", now == null ? 0L : now.target().bitrateKbps());
        counters.put("rateVideoKbps", (long) share.videoKbps());
        counters.put("ratePaceKbps", (long) paceKbps);
        if (of != null) {
            counters.putAll(of.counterSet().values());
        }
    }

    /** Gives the controller back. */
    public void end() {
        ended = true;
        opening = null;
        CongestionControl last = live;
        live = null;
        if (last != null) {
            opener.execute(last::close);
        }
    }
}
