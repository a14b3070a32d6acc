package dev.wavry.operate.repo;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.repo.IndexReader.BadIndexException;
import dev.wavry.operate.set.Durable;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.operate.trust.Signer;
import dev.wavry.operate.trust.TrustStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The repositories that the operator added, with the newest index of each as it was fetched. An index counts while its signer is trusted,
 * and none older than the one that is known is taken. Changes are made under the lock of the set.
 */
public final class Repositories {
    static final String INDEX = "index.xml";
    static final String SIGNATURE = INDEX + ".sig";

    private static final String HEAD = "wavry-repositories 1";
    private static final int MOST = 32;
    private static final int MOST_INDEX_BYTES = 16 << 20;
    private static final int MOST_SIGNATURE_BYTES = 4096;

    private final Path folder;
    private final Fetcher fetcher;
    private final TrustStore trust;
    private final Clock clock;

    /** @param folder where they are kept; made when one is added */
    public Repositories(Path folder, Fetcher fetcher, TrustStore trust, Clock clock) {
        this.folder = folder;
        this.fetcher = fetcher;
        this.trust = trust;
        this.clock = clock;
    }

    /** An index and who signed it. */
    public record Known(String place, Index index, Signer signer) {}

    /** Places by name, in the order they were added. */
    public Map<String, String> all() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        Path file = folder.resolve("list");
        if (Files.exists(file)) {
            Files.readString(file)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(" ", 2))
                    .filter(words -> words.length == 2)
                    .forEach(words -> all.put(words[0], words[1]));
        }
        return all;
    }

    private void write(Map<String, String> all) throws IOException {
        Durable.ownFolder(folder);
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        all.forEach((name, place) -> text.append(name).append(' ').append(place).append('\n'));
        Durable.write(folder.resolve("list"), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds one whose index is there and fine. */
    public Known add(String name, String where) throws IOException, RefusedException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}")) {
            throw usage("'" + name + "' is no name for a repository", "Use up to 32 letters, digits and dashes");
        }
        Map<String, String> all = all();
        if (all.containsKey(name) || all.size() >= MOST) {
            throw usage("There is a repository '" + name + "' already, or there are " + MOST, "Remove it first");
        }
        String place;
        try {
            place = Fetcher.place(where);
        } catch (IOException e) {
            throw usage(String.valueOf(e.getMessage()), "Name one of these");
        }
        Known known = fetch(name, place);
        all.put(name, place);
        write(all);
        return known;
    }

    /** Forgets one; what came from it stays installed. */
    public void remove(String name) throws IOException, RefusedException {
        Map<String, String> all = all();
        if (all.remove(name) == null) {
            throw missing(name);
        }
        write(all);
        Files.deleteIfExists(kept(name, INDEX));
        Files.deleteIfExists(kept(name, SIGNATURE));
    }

    /** Fetches the newest index of one. */
    public Known refresh(String name) throws IOException, RefusedException {
        String place = all().get(name);
        if (place == null) {
            throw missing(name);
        }
        return fetch(name, place);
    }

    private Known fetch(String name, String place) throws IOException, RefusedException {
        byte[] bytes;
        byte[] signature;
        try {
            bytes = fetcher.fetch(place, INDEX, MOST_INDEX_BYTES);
            signature = fetcher.fetch(place, SIGNATURE, MOST_SIGNATURE_BYTES);
        } catch (IOException e) {
            throw new RefusedException(
                    ErrorKind.NOT_REACHABLE,
                    "The index of '" + name + "' cannot be read at '" + place + "': " + e,
                    "Check the place");
        }
        Known fresh = checked(name, place, bytes, signature);
        Path before = kept(name, INDEX);
        if (Files.exists(before)) {
            notOlder(name, fresh.index(), bytes, Files.readAllBytes(before));
        }
        Durable.ownFolder(folder);
        // Were it cut short in between, the signature would not fit and the index be fetched again.
        Durable.write(kept(name, SIGNATURE), signature);
        Durable.write(before, bytes);
        return fresh;
    }

    private static void notOlder(String name, Index fresh, byte[] bytes, byte[] before) throws RefusedException {
        long known;
        try {
            known = IndexReader.read(before).increment();
        } catch (BadIndexException damaged) {
            return;
        }
        if (fresh.increment() < known || fresh.increment() == known && !Arrays.equals(bytes, before)) {
            throw new RefusedException(
                    ErrorKind.NOT_TRUSTED,
                    "The index of '" + name
                            + "' is older than the one that was seen before, so somebody may hide updates",
                    "Ask its owner; to go back on purpose remove the repository and add it again");
        }
    }

    private Known checked(String name, String place, byte[] bytes, byte[] signature)
            throws IOException, RefusedException {
        Signer signer;
        try {
            // Nothing of it is looked at before its signature is.
            signer = IndexSignature.check(bytes, signature, trust.all(), clock);
        } catch (IOException e) {
            throw new RefusedException(
                    ErrorKind.NOT_TRUSTED,
                    "The index of '" + name + "' is not taken: " + e.getMessage(),
                    "Add its signer with wavry trust add if you trust them");
        }
        try {
            return new Known(place, IndexReader.read(bytes), signer);
        } catch (BadIndexException e) {
            throw new RefusedException(
                    ErrorKind.NOT_TRUSTED,
                    "The index of '" + name + "' is not taken: " + e.getMessage(),
                    "Ask its owner");
        }
    }

    private Path kept(String name, String file) {
        return folder.resolve(name + "." + file);
    }

    /** The index of one as it was fetched last, if its signer is still trusted. */
    public Optional<Known> known(String name) throws IOException {
        String place = all().get(name);
        if (place == null || !Files.exists(kept(name, INDEX)) || !Files.exists(kept(name, SIGNATURE))) {
            return Optional.empty();
        }
        try {
            return Optional.of(checked(
                    name, place, Files.readAllBytes(kept(name, INDEX)), Files.readAllBytes(kept(name, SIGNATURE))));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** Reads a bundle that an index names, whole and unchanged. */
    public byte[] bundle(Known from, Entry entry) throws RefusedException {
        try {
            byte[] bytes = fetcher.fetch(from.place(), entry.url(), entry.size());
            if (bytes.length == entry.size() && Signer.digest(bytes).equals(entry.digest())) {
                return bytes;
            }
        } catch (IOException e) {
            throw new RefusedException(
                    ErrorKind.NOT_REACHABLE,
                    "'" + entry + "' cannot be read at '" + from.place() + "': " + e,
                    "Try again");
        }
        throw new RefusedException(
                ErrorKind.NOT_TRUSTED,
                "'" + entry + "' at '" + from.place() + "' is not what its index says",
                "Run wavry repo refresh, and ask its owner if that does not help");
    }

    private static RefusedException usage(String what, String fix) {
        return new RefusedException(ErrorKind.USAGE, what, fix);
    }

    private static RefusedException missing(String name) {
        return new RefusedException(
                ErrorKind.NO_SUCH_PART, "There is no repository '" + name + "'", "See wavry repo list");
    }
}
