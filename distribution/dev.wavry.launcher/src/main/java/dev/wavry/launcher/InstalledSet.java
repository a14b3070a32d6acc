package dev.wavry.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What the operator installed beside and instead of the bundles that Wavry came with: the file {@code bundles/set} in the user's folder,
 * written by the bundle {@code dev.wavry.operate} in one step. Each bundle is looked at again before it is used.
 *
 * @param bundles to be installed
 * @param without symbolic names of bundles of the product that are left out
 */
record InstalledSet(List<Added> bundles, Set<String> without) {
    /** Nothing but what the product came with. */
    static final InstalledSet SHIPPED = new InstalledSet(List.of(), Set.of());

    private static final String HEAD = "wavry-set 1\n";
    private static final String UNSIGNED = "unsigned";

    /**
     * A bundle to be installed.
     *
     * @param location how the framework knows it
     * @param bytes what was looked at
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Added(String location, String name, byte[] bytes) {}

    /** Reads the set; what cannot be used is said on standard error and left out together with what it replaces. */
    static InstalledSet read(Path state, boolean developer) {
        Path file = state.resolve("bundles").resolve("set");
        if ("shipped".equals(System.getenv("WAVRY_SET")) || !Files.exists(file)) {
            return SHIPPED;
        }
        try {
            String text = Files.readString(file);
            int end = text.lastIndexOf("digest ");
            boolean whole = text.startsWith(HEAD)
                    && end > 0
                    && text.substring(end)
                            .equals("digest " + digest(text.substring(0, end).getBytes(StandardCharsets.UTF_8)) + "\n");
            if (!whole) {
                warn("'" + file + "' is damaged; only what Wavry came with is started");
                return SHIPPED;
            }
            return parse(text, state.resolve("bundles").resolve("store"), developer);
        } catch (IOException e) {
            warn("'" + file + "' cannot be read (" + e.getMessage() + "); only what Wavry came with is started");
            return SHIPPED;
        }
    }

    private static InstalledSet parse(String text, Path store, boolean developer) {
        List<Added> bundles = new ArrayList<>();
        Set<String> without = new HashSet<>();
        Set<String> unusable = new HashSet<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            if (words[0].equals("without")) {
                without.add(words[1]);
            } else if (words[0].equals("bundle") && words[4].equals(UNSIGNED) && !developer) {
                warn("bundle '" + words[2] + " " + words[3]
                        + "' is left out: it is not signed, and --developer is not given");
                unusable.add(words[2]);
            } else if (words[0].equals("bundle")) {
                add(bundles, unusable, words, store);
            }
        }
        without.removeAll(unusable);
        return new InstalledSet(List.copyOf(bundles), Set.copyOf(without));
    }

    private static void add(List<Added> to, Set<String> unusable, String[] words, Path store) {
        try {
            byte[] bytes = Files.readAllBytes(store.resolve(words[1] + ".jar"));
            if (digest(bytes).equals(words[1])) {
                to.add(new Added("wavry:sha256:" + words[1], words[2], bytes));
                return;
            }
            warn("bundle '" + words[2] + " " + words[3] + "' is left out: its file was changed");
        } catch (IOException e) {
            warn("bundle '" + words[2] + " " + words[3] + "' is left out: it cannot be read (" + e.getMessage() + ")");
        }
        unusable.add(words[2]);
    }

    private static void warn(String text) {
        System.err.println("WARN  " + text);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
