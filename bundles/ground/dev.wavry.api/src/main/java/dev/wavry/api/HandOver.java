package dev.wavry.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a replacement.
 *
 * @param role what was replaced
 * @param done true if the new part is live
 * @param text the new plan, or why not, in words
 * @param millis from the wish to the new part's first picture at every client
 * @param stagesMs how long each stage took, in the order in which they came: {@code wait} for an earlier hand-over, {@code open} the new
 *     part beside the old one, {@code warm} it up, {@code answer} of the clients, {@code picture} that comes next, {@code code} it, {@code seen}
 *     by every client; of a decoder {@code open}, {@code key} frame, {@code decode} the first picture. The old part works until the
 *     first picture of the new one, so only what comes behind {@code picture}, or {@code key} of a decoder, may leave a gap.
 */
public record HandOver(Role role, boolean done, String text, double millis, Map<String, Double> stagesMs) {
    /** Keeps the order of the stages. */
    public HandOver {
        stagesMs = Collections.unmodifiableMap(new LinkedHashMap<>(stagesMs));
    }

    /** One whose stages are not known. */
    public HandOver(Role role, boolean done, String text, double millis) {
        this(role, done, text, millis, Map.of());
    }
}
