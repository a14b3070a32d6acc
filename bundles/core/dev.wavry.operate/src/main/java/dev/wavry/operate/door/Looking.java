package dev.wavry.operate.door;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.StrategyGate;
import dev.wavry.operate.live.LiveBundles;
import dev.wavry.operate.live.Sessions;
import dev.wavry.operate.set.BundleSet;
import dev.wavry.operate.set.Journal;
import dev.wavry.operate.set.SetStore;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.operate.trust.TrustStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;

/** Orders that only look. Safe from any thread. */
record Looking(
        LiveBundles live,
        StrategyGate gate,
        Sessions sessions,
        SetStore store,
        Journal journal,
        TrustStore trust,
        boolean developer) {
    void run(Order order, Speaker speaker) throws IOException, RefusedException {
        Map<String, Object> facts = new LinkedHashMap<>();
        String text;
        switch (order.action()) {
            case "list" -> {
                BundleSet set = store.current();
                facts.put("bundles", live.all().stream().map(b -> row(b, set)).toList());
                facts.put("plan", sessions.plan());
                facts.put("generation", set.generation());
                facts.put("developer", developer);
                text = developer ? "Developer mode: unsigned bundles are let in." : "Bundles:";
            }
            case "info" -> {
                Bundle bundle = live.find(order.rest().get(0)).orElseThrow(() -> missing(order));
                facts.putAll(row(bundle, store.current()));
                facts.put("location", bundle.getLocation());
                facts.put("floor", String.valueOf(bundle.getHeaders().get("Wavry-Floor")));
                text = LiveBundles.key(bundle);
            }
            case "history" -> {
                facts.put("orders", journal.history().stream().map(Looking::row).toList());
                text = "Orders, the oldest first:";
            }
            default -> {
                facts.put(
                        "signers",
                        trust.all().stream()
                                .map(s -> Map.of("name", s.name(), "key", s.fingerprint()))
                                .toList());
                text = "Whose bundles are installed:";
            }
        }
        speaker.result(true, text, facts);
    }

    private static RefusedException missing(Order order) {
        return new RefusedException(
                ErrorKind.NO_SUCH_PART, "There is no bundle '" + order.rest().get(0) + "'", "See wavry bundles list");
    }

    private Map<String, Object> row(Bundle bundle, BundleSet set) {
        String key = LiveBundles.key(bundle);
        List<StrategyGate.Entry> mine =
                gate.entries().stream().filter(e -> e.bundle().equals(key)).toList();
        List<String> roles = mine.stream().map(e -> e.role().word()).distinct().toList();
        List<String> used = mine.stream()
                .filter(e -> sessions.places().stream()
                        .anyMatch(p -> key.equals(p.live().get(e.role()))))
                .map(e -> e.role().word())
                .distinct()
                .toList();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", bundle.getSymbolicName());
        row.put("version", bundle.getVersion().toString());
        row.put("state", state(bundle));
        row.put("signer", LiveBundles.isAdded(bundle) ? signer(bundle, set) : "shipped");
        row.put("roles", roles);
        row.put("live", used);
        row.put("pinned", set.pinned().contains(bundle.getSymbolicName()));
        row.put("favoured", mine.stream().anyMatch(StrategyGate.Entry::favoured));
        return row;
    }

    private static String signer(Bundle bundle, BundleSet set) {
        return set.added().stream()
                .filter(a -> bundle.getLocation().equals(LiveBundles.LOCATION + a.digest()))
                .map(BundleSet.Added::signer)
                .findFirst()
                .orElse("of another generation");
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }

    private static Map<String, Object> row(Journal.Entry entry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", entry.number());
        row.put("at", entry.at());
        row.put("who", entry.who());
        row.put("action", entry.action());
        row.put("what", entry.what());
        row.put("outcome", entry.outcome());
        row.put("digest", entry.digest());
        row.put("text", entry.text());
        return row;
    }
}
