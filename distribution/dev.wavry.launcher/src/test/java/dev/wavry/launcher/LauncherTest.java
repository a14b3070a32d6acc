package dev.wavry.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void shouldPassTheCommandLineAndReturnTheExitCodeOfTheCommand() throws Exception {
        HomeBuilder home = new HomeBuilder(folder).echo();
        try (Launched wavry = Launched.start(home.home(), "demo", "--size", "640x480")) {
            assertEquals(3, wavry.exitCode(), wavry.err());
            assertEquals("demo|--size|640x480", wavry.out().lines().findFirst().orElseThrow());
        }
    }

    @Test
    void shouldLetABundleRecordItsEvents() throws Exception {
        HomeBuilder home = new HomeBuilder(folder).recorder();
        try (Launched wavry = Launched.start(home.home())) {
            assertEquals(0, wavry.exitCode(), wavry.err());
            assertEquals("recorded", wavry.out().strip());
        }
    }

    @Test
    void shouldReportABundleThatDoesNotResolveInOneLineAndGoOn() throws Exception {
        HomeBuilder home = new HomeBuilder(folder)
                .echo()
                .bundle("broken", Map.of("Import-Package", "com.acme.absent;version=\"[1,2)\""))
                .bundle("orphan", Map.of("Fragment-Host", "com.acme.nobody"));
        try (Launched wavry = Launched.start(home.home())) {
            assertEquals(0, wavry.exitCode(), wavry.err());
            List<String> lines = wavry.err().lines().toList();
            assertEquals(2, lines.size(), wavry.err());
            assertTrue(
                    lines.stream().anyMatch(l -> l.startsWith("WARN") && l.contains("com.acme.absent")), wavry.err());
            assertTrue(
                    lines.stream().anyMatch(l -> l.startsWith("WARN") && l.contains("com.acme.nobody")), wavry.err());
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheBundlesAreGone() throws Exception {
        try (Launched wavry = Launched.start(folder)) {
            assertEquals(Main.CANNOT_START, wavry.exitCode());
            assertTrue(wavry.err().contains("unpack Wavry again"), wavry.err());
        }
    }

    @Test
    void shouldStopTheBundlesWhenTerminated() throws Exception {
        HomeBuilder home = new HomeBuilder(folder).echo();
        try (Launched wavry = Launched.start(home.home(), "wait")) {
            wavry.awaitOutput("wait");
            long millis = wavry.terminateMillis();
            assertTrue(wavry.out().contains("goodbye"), wavry.out() + wavry.err());
            // Twice the promise: a busy machine is slow to end a process, but a wait that never ends must show.
            assertTrue(millis < 2 * Container.STOP_TIMEOUT_MILLIS, "took " + millis + " ms");
        }
    }

    @Test
    void shouldLeaveNoTemporaryFolderBehind() throws Exception {
        HomeBuilder home = new HomeBuilder(folder).echo();
        try (Launched wavry = Launched.start(home.home())) {
            assertEquals(0, wavry.exitCode(), wavry.err());
        }
        assertFalse(storageLeft(), "a wavry-* folder is left in the temporary folder");
    }

    private boolean storageLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            return left.anyMatch(path -> path.getFileName().toString().startsWith("wavry-"));
        }
    }
}
