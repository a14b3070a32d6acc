package dev.wavry.core.rate;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.spi.control.Feedback;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a scheme that the far side knows, and protects frames as the losses of the path ask for. Belongs to CONTROL. */
final class Protector {
    private static final Logger LOG = LoggerFactory.getLogger(Protector.class);
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** More is congestion, and more packets make that worse. */
    private static final double MOST_LOSS = 0.3;

    /** Less needs no protection. */
    private static final double LEAST_LOSS = 0.002;

    private final LossMeter losses = new LossMeter();
    private List<String> known = List.of();
    private Snapshot snapshot = Snapshot.EMPTY;
    private @Nullable RiftLink link;
    private @Nullable Provider<FecFactory> provider;
    private @Nullable FecScheme scheme;
    private long toldAtNanos = Long.MIN_VALUE / 2;
    private double ratio;

    /** The far side knows these, and numbers them so. */
    void begin(RiftLink on, List<String> schemes, Snapshot now) {
        link = on;
        known = schemes;
        choose(now);
    }

    /** Takes the best of what is here and known there; one that left is not used any more when this returns. */
    void choose(Snapshot now) {
        snapshot = now;
        Provider<FecFactory> best = now.fecs().stream()
                .filter(each -> known.contains(each.service().scheme()))
                .findFirst()
                .orElse(null);
        Provider<FecFactory> before = provider;
        boolean same = best != null && before != null && best.serviceId() == before.serviceId();
        if (link == null || same || best == null && before == null) {
            return;
        }
        provider = best;
        scheme = best == null ? null : best.service().open();
        tell();
        LOG.info("Lost packets are restored by {}", best == null ? "asking for them again" : "'" + best + "'");
    }

    /** Packets were reported. */
    void feedback(Feedback report, long nowNanos) {
        losses.add(report, nowNanos);
        if (scheme != null && nowNanos - toldAtNanos >= TELL_NANOS) {
            toldAtNanos = nowNanos;
            tell();
        }
    }

    private void tell() {
        RiftLink on = link;
        Provider<FecFactory> from = provider;
        if (on == null) {
            return;
        }
        double loss = losses.ratio() < LEAST_LOSS ? 0 : Math.min(MOST_LOSS, losses.ratio());
        ratio = loss == 0 || from == null ? loss : 2.5 * loss + 0.05;
        FecScheme by = scheme;
        int index = from == null ? 0 : known.indexOf(from.service().scheme());
        on.tune(to -> to.protect(by, index, loss, losses.meanBurst()));
    }

    /** What goes out beside each byte of pictures, about. */
    double ratio() {
        return ratio;
    }

    /** Bundle of the scheme; empty if there is none. */
    String bundle() {
        return provider == null ? "" : provider.bundle();
    }
}
