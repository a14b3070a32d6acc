package dev.wavry.benchmarks;

import dev.wavry.lab.Screen;
import java.util.List;

/** A remote desktop that runs: what is painted on one display appears on the other. */
interface Rig extends AutoCloseable {
    /** Name for tables. */
    String name();

    /** Display whose content is shown elsewhere. */
    String hostDisplay();

    /** Display that is covered by the viewer's window. */
    String clientDisplay();

    /** Processes on the host's side. */
    List<Long> hostPids();

    /** Processes on the viewer's side. */
    List<Long> viewerPids();

    /** What runs, in a word or two. */
    default String plan() {
        return "";
    }

    /** Where the time of a picture went, medians in ms, in a word or two; of all pictures since the start. */
    default String stages() {
        return "";
    }

    @Override
    void close();

    /** Waits until a patch painted on one display is seen at the same place of the other. */
    default void awaitLive() {
        try (Screen host = new Screen(hostDisplay());
                Screen client = new Screen(clientDisplay())) {
            Live.await(host, client, name());
        }
    }
}
