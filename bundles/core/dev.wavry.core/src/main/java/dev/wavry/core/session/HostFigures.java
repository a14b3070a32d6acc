package dev.wavry.core.session;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionReport;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.rate.RateControl;
import dev.wavry.core.sound.SoundGuest;
import dev.wavry.core.stream.DisplayStream;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftStats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a host knows of one session in numbers. */
record HostFigures(
        DisplayStream stream, HostInput input, SendGate display, SendGate region, Rates rates, RateControl control) {
    SessionReport report(
            @Nullable RiftLink link,
            Map<String, Percentiles> clientStages,
            long inputNotAllowed,
            Refusals refusals,
            SoundGuest sound) {
        RiftStats stats = new RiftStats();
        if (link != null) {
            link.stats(stats);
        }
        rates.update(stats.get(RiftCounter.BYTES_SENT), display.sent() + region.sent());
        Map<String, Long> counters = new TreeMap<>(stream.counters());
        counters.put("framesSent", display.sent() + region.sent());
        counters.put("framesRefusedByLink", display.refused() + region.refused());
        counters.put("inputEvents", input.injected());
        counters.put("inputOverLimit", input.overLimit());
        counters.put("inputNotAllowed", inputNotAllowed);
        RiftFigures.into(counters, stats);
        refusals.into(counters);
        control.into(counters);
        sound.into(counters);
        return new Report(
                Percentiles.NONE,
                clientStages,
                counters,
                rates.kbps(),
                rates.framesPerSecond(),
                stats.rttNanos() / 1e6,
                stats.jitterNanos() / 1e6,
                RiftFigures.lossRatio(stats),
                -1,
                stats.clockOffsetNanos() / 1e6,
                stream.plan(),
                List.of());
    }
}
