package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.Map;

/** Where keys and lists are kept: WAVRY_HOME, else the folder {@code wavry} of the user's configuration (XDG base directories). */
final class Places {
    private final Path base;
    private final Path folder;

    private Places(Path base, Path folder) {
        this.base = base;
        this.folder = folder;
    }

    /** Those of a profile: another identity on the same machine, with its own keys and lists. */
    Places profile(String name) throws WavryException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}")) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "'" + (name.length() > 40 ? name.substring(0, 40) + "..." : name) + "' is no name of a profile",
                    "Use 1 to 32 letters, digits, dashes and underscores.");
        }
        return new Places(base, base.resolve("profiles").resolve(name));
    }

    static Places of(Map<String, String> environment, Path userHome) {
        String own = environment.getOrDefault("WAVRY_HOME", "");
        if (!own.isBlank()) {
            return usual(Path.of(own));
        }
        // The specification says that a relative path there is to be ignored.
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path config = xdg.startsWith("/") ? Path.of(xdg) : userHome.resolve(".config");
        return usual(config.resolve("wavry"));
    }

    private static Places usual(Path folder) {
        return new Places(folder, folder);
    }

    Path hostKey() {
        return folder.resolve("host.key");
    }

    Path gatewayKey() {
        return folder.resolve("gateway.key");
    }

    Path relayKey() {
        return folder.resolve("relay.key");
    }

    Path clientKey() {
        return folder.resolve("client.key");
    }

    Path authorizedClients() {
        return folder.resolve("authorized_clients");
    }

    /** Folder of the sockets at which running hosts and viewers take orders; what is installed is the same for all profiles. */
    Path sockets() {
        return base.resolve("run");
    }

    /** The token of the HTTP API; what is installed is the same for all profiles. */
    Path apiToken() {
        return base.resolve("api.token");
    }

    /** In a folder of its own, because a folder of people's files may be open to others. */
    Path controlSocket() {
        return folder.resolve("control").resolve("host.sock");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }
}
