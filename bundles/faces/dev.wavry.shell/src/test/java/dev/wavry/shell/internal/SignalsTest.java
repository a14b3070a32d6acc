package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals end processes, so each test has one of its own. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class SignalsTest {
    private static final int TERMINATED = 128 + 15;

    private @Nullable Process started;

    @AfterEach
    void leaveNobodyBehind() {
        Process process = started;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Process start(String mode) throws IOException, URISyntaxException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder(Signals.class) + File.pathSeparator + folder(SignalsTest.class),
                        Patient.class.getName(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started = process;
        assertEquals('r', process.getInputStream().read(), "the process says when it is ready");
        return process;
    }

    private static Path folder(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void shouldLetTheProcessChooseItsExitCodeAtTheFirstSignal() throws Exception {
        Process process = start("polite");
        process.toHandle().destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(Patient.CHOSEN, process.exitValue());
    }

    @Test
    void shouldEndTheProcessAtTheSecondSignal() throws Exception {
        Process process = start("deaf");
        process.toHandle().destroy();
        assertEquals('1', process.getInputStream().read(), "the process says that it was asked to end");
        process.toHandle().destroy();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(TERMINATED, process.exitValue());
    }
}
