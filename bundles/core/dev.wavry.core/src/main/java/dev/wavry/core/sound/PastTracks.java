package dev.wavry.core.sound;

import dev.wavry.api.SoundTrack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was measured of tracks that are no more, for the report that is made when all is over. Written on CONTROL, read anywhere. */
final class PastTracks {
    private final Map<String, Long> counters = new ConcurrentHashMap<>();
    private volatile List<SoundTrack> tracks = List.of();

    /** Keeps this, unless more tracks were known before. */
    void remember(List<SoundTrack> now, Map<String, Long> counted) {
        if (!now.isEmpty() && now.size() >= tracks.size()) {
            tracks = now;
            counters.putAll(counted);
        }
    }

    List<SoundTrack> tracks() {
        return tracks;
    }

    void into(Map<String, Long> all, String prefix) {
        counters.forEach((name, value) -> all.put(prefix + name, value));
    }
}
