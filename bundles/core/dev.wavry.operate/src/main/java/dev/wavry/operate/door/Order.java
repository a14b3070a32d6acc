package dev.wavry.operate.door;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.trust.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An order in words, understood.
 *
 * @param action first word
 * @param rest the other words that are no flags
 * @param json answers for programs
 * @param dryRun says what would happen and does nothing
 * @param downgrade an older version may follow a newer one
 * @param watchMillis how long to look at what was made live
 */
record Order(String action, List<String> rest, boolean json, boolean dryRun, boolean downgrade, long watchMillis) {
    /** Actions with how many words follow at least and at most. */
    private static final Map<String, int[]> ACTIONS = Map.ofEntries(
            Map.entry("list", new int[] {0, 0}),
            Map.entry("info", new int[] {1, 1}),
            Map.entry("install", new int[] {1, 1}),
            Map.entry("deploy", new int[] {1, 1}),
            Map.entry("update", new int[] {1, 1}),
            Map.entry("swap", new int[] {2, 2}),
            Map.entry("rollback", new int[] {0, 0}),
            Map.entry("restart", new int[] {0, 0}),
            Map.entry("remove", new int[] {1, 1}),
            Map.entry("pin", new int[] {1, 1}),
            Map.entry("unpin", new int[] {1, 1}),
            Map.entry("history", new int[] {0, 0}),
            Map.entry("repo-list", new int[] {0, 0}),
            Map.entry("repo-add", new int[] {2, 2}),
            Map.entry("repo-remove", new int[] {1, 1}),
            Map.entry("repo-refresh", new int[] {0, 1}),
            Map.entry("repo-index", new int[] {3, 3}),
            Map.entry("trust-list", new int[] {0, 0}),
            Map.entry("trust-add", new int[] {1, 2}),
            Map.entry("trust-remove", new int[] {1, 1}));

    private static final long DEFAULT_WATCH_MILLIS = 10_000;
    private static final String WATCH = "--watch=";

    static Order parse(List<String> words) throws RefusedException {
        List<String> rest = new ArrayList<>(words);
        boolean json = rest.remove("--json");
        boolean dryRun = rest.remove("--dry-run");
        boolean downgrade = rest.remove("--downgrade");
        long watch = DEFAULT_WATCH_MILLIS;
        for (String word : words) {
            if (word.startsWith(WATCH)) {
                watch = watch(word.substring(WATCH.length()));
                rest.remove(word);
            }
        }
        String action = rest.isEmpty() ? "" : rest.remove(0);
        int[] counts = ACTIONS.get(action);
        if (counts == null) {
            throw usage("There is no action '" + action + "'", "Choose one of " + String.join(", ", known()));
        }
        boolean flag = rest.stream().anyMatch(w -> w.startsWith("--"));
        if (flag || rest.size() < counts[0] || rest.size() > counts[1]) {
            throw usage("'" + action + "' takes other words than " + rest, "See wavry bundles --help");
        }
        return new Order(action, List.copyOf(rest), json, dryRun, downgrade, watch);
    }

    private static List<String> known() {
        return ACTIONS.keySet().stream().sorted().toList();
    }

    private static long watch(String text) throws RefusedException {
        if (!text.matches("\\d{1,3}")) {
            throw usage("'" + text + "' is no number of seconds to watch", "Write 0 to 999");
        }
        return Long.parseLong(text) * 1000;
    }

    private static RefusedException usage(String what, String fix) {
        return new RefusedException(ErrorKind.USAGE, what, fix);
    }

    /** True if it only looks. */
    boolean reads() {
        return switch (action) {
            case "list", "info", "history", "trust-list", "repo-list" -> true;
            default -> false;
        };
    }

    /** What it is about, for the journal. */
    String what() {
        return String.join(" ", rest);
    }
}
