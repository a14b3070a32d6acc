package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Path HOME = Path.of("/home/anna");

    @Test
    void shouldKeepFilesInTheConfigurationFolderOfTheUser() {
        Places places = Places.of(Map.of(), HOME);
        assertEquals(Path.of("/home/anna/.config/wavry/host.key"), places.hostKey());
        assertEquals(Path.of("/home/anna/.config/wavry/client.key"), places.clientKey());
        assertEquals(Path.of("/home/anna/.config/wavry/known_hosts"), places.knownHosts());
        assertEquals(Path.of("/home/anna/.config/wavry/authorized_clients"), places.authorizedClients());
    }

    @Test
    void shouldRespectTheConfigurationFolderThatTheDesktopNames() {
        assertEquals(
                Path.of("/cfg/wavry/host.key"),
                Places.of(Map.of("XDG_CONFIG_HOME", "/cfg"), HOME).hostKey());
    }

    @Test
    void shouldIgnoreARelativeConfigurationFolder() {
        assertEquals(
                Path.of("/home/anna/.config/wavry/host.key"),
                Places.of(Map.of("XDG_CONFIG_HOME", "cfg"), HOME).hostKey());
    }

    @Test
    void shouldPreferItsOwnVariable() {
        assertEquals(
                Path.of("/w/host.key"),
                Places.of(Map.of("WAVRY_HOME", "/w", "XDG_CONFIG_HOME", "/cfg"), HOME)
                        .hostKey());
    }
}
