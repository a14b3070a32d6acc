package dev.wavry.shell.internal;

import java.nio.file.Path;
import java.util.Map;

/** Where keys and lists are kept: WAVRY_HOME, else the folder {@code wavry} of the user's configuration (XDG base directories). */
final class Places {
    private final Path folder;

    private Places(Path folder) {
        this.folder = folder;
    }

    static Places of(Map<String, String> environment, Path userHome) {
        String own = environment.getOrDefault("WAVRY_HOME", "");
        if (!own.isBlank()) {
            return new Places(Path.of(own));
        }
        // The specification says that a relative path there is to be ignored.
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config = xdg.startsWith("/") ? Path.of(xdg) : userHome.resolve(".config");
        return new Places(config.resolve("wavry"));
    }

    Path hostKey() {
        return folder.resolve("host.key");
    }

    Path clientKey() {
        return folder.resolve("client.key");
    }

    Path authorizedClients() {
        return folder.resolve("authorized_clients");
    }

    /** Folder of the sockets at which running hosts and viewers take orders. */
    Path sockets() {
        return folder.resolve("run");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }
}
