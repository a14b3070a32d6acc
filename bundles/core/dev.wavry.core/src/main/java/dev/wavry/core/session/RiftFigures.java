package dev.wavry.core.session;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftStats;
import java.util.Locale;
import java.util.Map;

/** The link's counters under names for people. */
final class RiftFigures {
    private RiftFigures() {}

    static void into(Map<String, Long> counters, RiftStats stats) {
        for (RiftCounter counter : RiftCounter.values()) {
            counters.put(name(counter), stats.get(counter));
        }
    }

    private static String name(RiftCounter counter) {
        StringBuilder name = new StringBuilder("rift");
        for (String word : counter.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }

    static double lossRatio(RiftStats stats) {
        long sent = stats.get(RiftCounter.PACKETS_SENT);
        return sent == 0 ? 0 : (double) stats.get(RiftCounter.PACKETS_LOST) / sent;
    }
}
