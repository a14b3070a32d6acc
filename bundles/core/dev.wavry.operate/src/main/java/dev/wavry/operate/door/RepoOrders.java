package dev.wavry.operate.door;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.repo.Chooser;
import dev.wavry.operate.repo.Index;
import dev.wavry.operate.repo.Indexer;
import dev.wavry.operate.repo.Repositories;
import dev.wavry.operate.repo.Running;
import dev.wavry.operate.trust.BundleCheck;
import dev.wavry.operate.trust.Checked;
import dev.wavry.operate.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** Orders about repositories, and bundles that are named instead of sent. Under the lock of the set. */
record RepoOrders(Repositories repositories, BundleContext context, BundleCheck check, boolean developer) {
    /** Adds, removes, refreshes or indexes; tells what came of it. */
    void run(Order order, Speaker speaker) throws IOException, RefusedException {
        String first = order.rest().isEmpty() ? "" : order.rest().get(0);
        switch (order.action()) {
            case "repo-add" -> {
                Repositories.Known added = repositories.add(first, order.rest().get(1));
                speaker.result(true, "'" + first + "' is a repository now.", row(first, added));
            }
            case "repo-remove" -> {
                repositories.remove(first);
                speaker.result(true, "'" + first + "' is a repository no longer.", Map.of());
            }
            case "repo-refresh" -> refresh(first, speaker);
            default -> index(order, speaker);
        }
    }

    /** Lists them. */
    void list(Speaker speaker) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, String> each : repositories.all().entrySet()) {
            Repositories.Known known = repositories.known(each.getKey()).orElse(null);
            if (known != null) {
                rows.add(row(each.getKey(), known));
            } else {
                rows.add(Map.of(
                        "name",
                        each.getKey(),
                        "place",
                        each.getValue(),
                        "state",
                        "not usable, run wavry repo refresh"));
            }
        }
        speaker.result(true, "Repositories:", Map.of("repositories", rows));
    }

    private static Map<String, Object> row(String name, Repositories.Known known) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("place", known.place());
        row.put("signer", known.signer().name());
        row.put("increment", known.index().increment());
        row.put(
                "bundles",
                known.index().entries().stream().map(Object::toString).toList());
        return row;
    }

    private void refresh(String only, Speaker speaker) throws IOException, RefusedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : only.isEmpty() ? List.copyOf(repositories.all().keySet()) : List.of(only)) {
            speaker.progress("reading the index of '" + name + "'");
            rows.add(row(name, repositories.refresh(name)));
        }
        speaker.result(true, "Repositories:", Map.of("repositories", rows));
    }

    private void index(Order order, Speaker speaker) throws IOException, RefusedException {
        Path folder = Path.of(order.rest().get(0));
        Path keys = Path.of(order.rest().get(1));
        String password = System.getenv("WAVRY_KEYSTORE_PASSWORD");
        if (!Files.isDirectory(folder) || !Files.isRegularFile(keys) || password == null) {
            throw new RefusedException(
                    ErrorKind.USAGE,
                    "There is no folder '" + folder + "', no file '" + keys + "', or no WAVRY_KEYSTORE_PASSWORD",
                    "Name a folder of bundles and a PKCS #12 file, and put its password into that variable");
        }
        try {
            Index index = new Indexer(context.getBundle(0).getClass().getClassLoader(), java.time.Clock.systemUTC())
                    .make(folder, keys, order.rest().get(2), password.toCharArray());
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("increment", index.increment());
            facts.put("bundles", index.entries().stream().map(Object::toString).toList());
            speaker.result(true, "'" + folder.resolve("index.xml") + "' is made and signed.", facts);
        } catch (GeneralSecurityException e) {
            throw new RefusedException(
                    ErrorKind.KEY_FILE, "'" + keys + "' cannot be used: " + e.getMessage(), "Check alias and password");
        }
    }

    /** The bundle that is named and what it needs, which comes first; fetched and checked like any file. */
    List<Checked> bundles(String name) throws IOException, RefusedException {
        List<Repositories.Known> all = new ArrayList<>();
        for (String each : repositories.all().keySet()) {
            repositories.known(each).ifPresent(all::add);
        }
        List<Checked> checked = new ArrayList<>();
        for (Chooser.Found found : new Chooser(Running.in(context)).choose(name, all)) {
            checked.add(checked(found, repositories.bundle(found.from(), found.entry())));
        }
        return checked;
    }

    private Checked checked(Chooser.Found found, byte[] bytes) throws IOException, RefusedException {
        Checked bundle = check.bytes(bytes, developer);
        if (!bundle.digest().equals(found.entry().digest())
                || !bundle.name().equals(found.entry().name())) {
            throw new RefusedException(
                    ErrorKind.NOT_TRUSTED,
                    "'" + found.entry() + "' is another bundle than its index says",
                    "Ask its owner");
        }
        return bundle;
    }
}
