package dev.wavry.core.trust;

import dev.wavry.api.KnownHost;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The files that people write and programs change: who may come in, who is known, how often somebody guessed wrong. */
public final class TrustTargets {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Path LIST = Path.of("known_hosts");

    private TrustTargets() {}

    /** By name. */
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("authorized-clients", TrustTargets::clients);
        targets.put("known-hosts", TrustTargets::hosts);
        targets.put("pairing-state", new State());
        return targets;
    }

    /** What was read can be written and read again, and is the same. */
    private static void clients(byte[] bytes) {
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                Client client = Client.ofLine(line);
                if (client != null) {
                    client.objection(null, NOW);
                    Client again = Client.ofLine(client.line());
                    require(again != null && again.line().equals(client.line()), "another client when written again");
                }
            } catch (IllegalArgumentException refused) {
                require(!String.valueOf(refused.getMessage()).contains("\n"), "a refusal of more than one line");
            }
        }
    }

    private static void hosts(byte[] bytes) {
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                KnownHost host = Lists.host(LIST, line);
                require(host == null || !host.address().isEmpty(), "a host without an address");
            } catch (WavryException refused) {
                require(!refused.getMessage().isEmpty(), "a refusal without a sentence");
            }
        }
    }

    /** A state is refused, or the wait it asks for is an hour at most. */
    private static final class State implements Consumer<byte[]> {
        private final Path file;

        State() {
            try {
                file = Files.createTempFile("wavry-fuzz", ".state");
                file.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void accept(byte[] bytes) {
            PairingMemory memory = new PairingMemory(file);
            try {
                Files.write(file, bytes);
                memory.load(NOW);
            } catch (WavryException refused) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            require(!memory.notBefore().isAfter(NOW.plus(Duration.ofHours(1))), "a wait of more than an hour");
            require(memory.wrong() >= 0, "fewer wrong codes than none");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
