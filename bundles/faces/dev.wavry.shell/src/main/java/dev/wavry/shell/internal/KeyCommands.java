package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about keys. They print ids, which are public, and never what is secret. */
final class KeyCommands {
    private KeyCommands() {}

    /** Which keys are meant. */
    static final class KeyOptions {
        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description = {"The key file; client.key by default.", "path of a file only you can read"})
        private @Nullable Path keys;

        @Option(names = "--host", description = "Means the host's keys (host.key) instead of the client's.")
        private boolean host;

        Path file(Places places) {
            if (keys != null) {
                return keys;
            }
            return host ? places.hostKey() : places.clientKey();
        }
    }

    /** Prints the id that belongs to a key file. */
    @Command(
            name = "id",
            description = "Prints the id that others know this machine by; makes keys when there are none.")
    static final class Id implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Mixin
        private KeyOptions options = new KeyOptions();

        Id(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            around.output().line(around.wavry().id(options.file(around.places()), true));
            return 0;
        }
    }

    /** Makes new keys. */
    @Command(name = "keygen", description = "Makes new keys and prints their id.")
    static final class Keygen implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Mixin
        private KeyOptions options = new KeyOptions();

        @Option(
                names = "--force",
                description = "Replaces keys that are there; whoever knew their id must learn the new one.")
        private boolean force;

        Keygen(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            Path file = options.file(around.places());
            if (Files.exists(file) && !force) {
                throw new WavryException(
                        ErrorKind.KEY_FILE,
                        "There are keys in '" + file + "' already, and others may know their id",
                        "Add --force to replace them, or name another file with --keys.");
            }
            around.output().line(make(file));
            return 0;
        }

        /** The old keys stay until the new ones are complete. */
        private String make(Path file) throws WavryException {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try {
                Files.deleteIfExists(fresh);
                String id = around.wavry().id(fresh, true);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return id;
            } catch (IOException e) {
                throw new WavryException(
                        ErrorKind.DISK,
                        "'" + file + "' cannot be written: " + e.getMessage(),
                        "Free space, or name another file with --keys.",
                        e);
            }
        }
    }
}
