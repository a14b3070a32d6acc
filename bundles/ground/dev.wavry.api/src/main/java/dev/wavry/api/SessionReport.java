package dev.wavry.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What was measured in a session so far; a snapshot that does not change. */
@ProviderType
public interface SessionReport {
    /** Whole latency, change on the host's screen to presentation on the client's; of the client side only. */
    Percentiles latencyMs();

    /** The parts of it by name, in order: capture convert encode send network decode present. */
    Map<String, Percentiles> stagesMs();

    /** Numbers by name, such as framesCaptured, framesPresented, framesDropped, packetsLost, handOvers. */
    Map<String, Long> counters();

    /** Video bits received or sent per second over the last interval, in kbit/s. */
    double bitrateKbps();

    /** Pictures presented or sent per second over the last interval. */
    double framesPerSecond();

    /** Smoothed round-trip time in milliseconds; 0 before the first measurement. */
    double rttMs();

    /** Variation of the round-trip time in milliseconds. */
    double jitterMs();

    /** Share of packets that were lost on the way, 0 to 1. */
    double lossRatio();

    /** Milliseconds from the start of the handshake to the first presented picture; -1 before that. */
    double timeToFirstFrameMs();

    /** Far clock minus ours in milliseconds, as estimated; 0 before the first measurement. */
    double clockOffsetMs();

    /** Tracks of sound that are heard; of the client side only. */
    default List<SoundTrack> sound() {
        return List.of();
    }

    /** The plan in one line. */
    String plan();

    /** One line for a log. */
    String line();
}
