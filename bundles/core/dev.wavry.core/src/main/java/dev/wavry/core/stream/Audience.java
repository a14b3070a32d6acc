package dev.wavry.core.stream;

import dev.wavry.api.SessionReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who watches a display, and the codecs they share. Whoever shares none with those before is left out rather than leaving everybody in the
 * dark. Belongs to CONTROL.
 */
final class Audience {
    private final List<Viewer> all = new ArrayList<>();
    private final List<Viewer> leftOut = new ArrayList<>();
    private final Set<Viewer> watching = new HashSet<>();
    private final Map<Viewer, Set<String>> refused = new HashMap<>();

    private final StreamParts parts;
    private final Pause pause;

    /**
     * @param parts told who gets frames
     * @param pause who gets frames has no pause
     */
    Audience(StreamParts parts, Pause pause) {
        this.parts = parts;
        this.pause = pause;
    }

    void join(Viewer viewer) {
        all.add(viewer);
    }

    void leave(Viewer viewer) {
        all.remove(viewer);
        leftOut.remove(viewer);
        refused.remove(viewer);
        stopWatching(viewer);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Everybody. */
    List<Viewer> all() {
        return List.copyOf(all);
    }

    /** Everybody who shares a codec with the others. */
    List<Viewer> included() {
        List<Viewer> included = new ArrayList<>(all);
        included.removeAll(leftOut);
        return included;
    }

    /** Those who get frames. */
    Set<Viewer> watching() {
        return watching;
    }

    /** A viewer's decoder is open: it gets frames from now on. */
    void startWatching(Viewer viewer, String plan) {
        if (!all.contains(viewer)) {
            return;
        }
        CaptureLine line = parts.capture.live();
        viewer.target(line == null ? null : line.choice.target());
        watching.add(viewer);
        pause.forget(viewer);
        viewer.resumed(plan);
        tellParts();
    }

    /** A viewer gets no frames from now on. */
    void stopWatching(Viewer viewer) {
        if (watching.remove(viewer)) {
            tellParts();
        }
    }

    void tellParts() {
        parts.viewers(watching.toArray(new Viewer[0]));
    }

    /** Announces the encoder's epoch to a viewer. */
    static void announce(Viewer viewer, EncoderLine line) {
        viewer.prepare(line.epoch, line.choice.offer().codec().id(), line.format.width(), line.format.height());
    }

    /** Whoever joined while a hand-over was under way has not been told of any epoch yet. */
    void announceToLatecomers() {
        EncoderLine live = parts.encoder.live();
        if (live != null) {
            String codec = live.choice.offer().codec().id();
            included().stream()
                    .filter(viewer -> !watching.contains(viewer) && decodes(viewer, codec))
                    .forEach(viewer -> announce(viewer, live));
        }
    }

    /** A viewer could not decode this after all. */
    void refuses(Viewer viewer, String codec) {
        refused.computeIfAbsent(viewer, v -> new HashSet<>()).add(codec);
    }

    /** A viewer could not decode this, which runs. @return true if nobody watches who can */
    boolean refuses(Viewer viewer, EncoderLine live) {
        refuses(viewer, live.choice.offer().codec().id());
        if (watching.size() == 1 && watching.contains(viewer)) {
            return true;
        }
        stopWatching(viewer);
        return false;
    }

    /** Strategies changed: what was refused may work now. */
    void forgetRefusals() {
        refused.clear();
    }

    /** True if a viewer decodes a codec as far as it is known. */
    boolean decodes(Viewer viewer, String codec) {
        return viewer.codecs().contains(codec) && !refusedBy(viewer).contains(codec);
    }

    private Set<String> refusedBy(Viewer viewer) {
        return refused.getOrDefault(viewer, Set.of());
    }

    /**
     * The codecs that everybody decodes who can be served together, in the order they came; tells those who are left out.
     *
     * @param encodable codecs that are encoded here at all; if that is none, nobody is left out for it
     */
    Set<String> share(Set<String> encodable) {
        Set<String> common = null;
        List<Viewer> now = new ArrayList<>();
        for (Viewer viewer : all) {
            Set<String> own = new HashSet<>(viewer.codecs());
            own.removeAll(refusedBy(viewer));
            if (common != null) {
                own.retainAll(common);
            } else if (!encodable.isEmpty()) {
                own.retainAll(encodable);
            }
            if (own.isEmpty() && !encodable.isEmpty()) {
                now.add(viewer);
            } else {
                common = own;
            }
        }
        List<Viewer> fresh = new ArrayList<>(now);
        fresh.removeAll(leftOut);
        leftOut.clear();
        leftOut.addAll(now);
        fresh.forEach(viewer -> viewer.paused(SessionReason.NO_COMMON_CODEC, words(viewer, encodable)));
        return common == null ? Set.of() : Set.copyOf(common);
    }

    private String words(Viewer viewer, Set<String> encodable) {
        Set<String> broken = refusedBy(viewer);
        return "the client decodes " + viewer.codecs() + (broken.isEmpty() ? "" : ", but could not open " + broken)
                + "; the host encodes " + encodable + (all.size() > 1 ? ", and others watch" : "");
    }
}
