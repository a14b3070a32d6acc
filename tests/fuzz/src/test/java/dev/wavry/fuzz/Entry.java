package dev.wavry.fuzz;

import java.util.function.Consumer;

/** What the fuzzer calls in a process of its own; the system property {@code wavry.fuzz.target} says for which target. */
public final class Entry {
    private static Consumer<byte[]> target = bytes -> {};

    private Entry() {}

    /** Once. */
    public static void fuzzerInitialize() {
        String name = System.getProperty("wavry.fuzz.target", "");
        Consumer<byte[]> found = Targets.all().get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a target; there are " + Targets.all().keySet());
        }
        target = found;
    }

    /** For each input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        target.accept(bytes);
    }
}
