package dev.wavry.core.session;

import dev.wavry.api.SessionReport;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.measure.FrameLatency;
import dev.wavry.core.measure.PresentGaps;
import dev.wavry.core.sound.ClientSound;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftStats;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Stage;
import java.util.Map;
import java.util.TreeMap;

/** What a client measures. Written on its agent, read anywhere. */
final class ClientMeasure {
    /** Over how many pictures the time they take is averaged. */
    private static final int PICTURES = 16;

    private final MediaClock clock;
    private final FrameLatency latency = new FrameLatency();
    private final PresentGaps gaps = new PresentGaps();
    private final Rates rates;
    private volatile long startedNanos;
    private volatile double firstFrameMillis = -1;
    private volatile long presented;
    private volatile long pictureNanos;
    private volatile long received;

    ClientMeasure(MediaClock clock) {
        this.clock = clock;
        this.rates = new Rates(clock);
        this.startedNanos = clock.nanoTime();
    }

    /** A connection is being made. */
    void connecting(long nowNanos) {
        startedNanos = nowNanos;
    }

    void received() {
        received++;
    }

    /** A picture is on its way to the display. @return true for the first one */
    boolean presented(FrameInfo info) {
        long now = clock.nanoTime();
        boolean first = firstFrameMillis < 0;
        if (first) {
            firstFrameMillis = (info.nanos(Stage.PRESENTED) - startedNanos) / 1e6;
        }
        presented++;
        gaps.presented(now);
        latency.presented(info);
        pictureNanos += (info.nanos(Stage.PRESENTED) - info.nanos(Stage.CHANGED) - pictureNanos) / PICTURES;
        return first;
    }

    /** How long pictures took lately from the change to the display. */
    long pictureNanos() {
        return pictureNanos;
    }

    SessionReport report(RiftLink link, ViewerSide viewer, ClientSound sound, String plan) {
        RiftStats stats = new RiftStats();
        link.stats(stats);
        rates.update(stats.get(RiftCounter.BYTES_RECEIVED), presented);
        Map<String, Long> counters = new TreeMap<>();
        counters.put("framesReceived", received);
        counters.put("framesPresented", presented);
        counters.put("framesDropped", viewer.skipped() + viewer.undecodable());
        counters.put("leasesOfClosedParts", viewer.leases());
        gaps.into(counters);
        RiftFigures.into(counters, stats);
        sound.into(counters);
        return new Report(
                latency.total(),
                latency.stages(),
                counters,
                rates.kbps(),
                rates.framesPerSecond(),
                stats.rttNanos() / 1e6,
                stats.jitterNanos() / 1e6,
                RiftFigures.lossRatio(stats),
                firstFrameMillis,
                stats.clockOffsetNanos() / 1e6,
                viewer.regionPlan().isEmpty() ? plan : plan + " + region " + viewer.regionPlan(),
                sound.tracks());
    }
}
