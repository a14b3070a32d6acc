package dev.wavry.core.sound;

import dev.wavry.api.SoundTrack;
import java.util.Map;

/** What is known of heard tracks under names for people. */
final class SoundFigures {
    private SoundFigures() {}

    static SoundTrack of(HeardTrack track, String output) {
        TrackFigures f = track.figures;
        long millis = track.frameSamples / 48;
        return new SoundTrack(
                track.number,
                track.name,
                track.format,
                output,
                f.latency.percentiles(),
                f.bufferNanos / 1e6,
                f.playedFrames * millis,
                f.concealedFrames * millis,
                f.lostFrames * millis,
                f.driftPpm,
                f.behindPictureNanos / 1e6,
                track.told);
    }

    static void into(Map<String, Long> counters, String prefix, HeardTrack track) {
        TrackFigures f = track.figures;
        String name = prefix + track.number;
        long millis = track.frameSamples / 48;
        counters.put(name + "PlayedMs", f.playedFrames * millis);
        counters.put(name + "ConcealedMs", f.concealedFrames * millis);
        counters.put(name + "LostMs", f.lostFrames * millis);
        counters.put(name + "StretchedMs", f.stretchedFrames * millis);
        counters.put(name + "SkippedMs", f.skippedFrames * millis);
        counters.put(name + "Stalls", f.stalls);
        counters.put(name + "PacketsReceived", track.buffer.received());
        counters.put(name + "PacketsLate", track.buffer.late());
        counters.put(name + "FramesRepaired", track.buffer.repaired());
        counters.put(name + "PacketsMalformed", track.malformed());
        counters.put(name + "BufferUs", f.bufferNanos / 1000);
        counters.put(name + "BufferTargetUs", f.targetNanos / 1000);
        counters.put(
                name + "PictureOffsetP95Us", Math.round(f.offset.percentiles().p95() * 1000));
        counters.put(name + "DriftPpm", Math.round(f.driftPpm));
    }
}
