package dev.wavry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which remote desktops a run compares. */
final class Rigs {
    private Rigs() {}

    /** Those that the options name: {@code --peers tigervnc|none|only-tigervnc} and {@code --codec}, comma-separated. */
    static List<Supplier<Rig>> of(Options options) {
        int[] size = options.size("display-size");
        List<Supplier<Rig>> rigs = new ArrayList<>();
        List<String> peers = options.list("peers");
        if (!peers.contains("only-tigervnc")) {
            for (String codec : options.list("codec")) {
                rigs.add(() -> new WavryRig(size[0], size[1], codec));
            }
        }
        if (!peers.contains("none")) {
            rigs.add(() -> new TigerVncRig(size[0], size[1], false));
            rigs.add(() -> new TigerVncRig(size[0], size[1], true));
        }
        return rigs;
    }
}
