package dev.wavry.lib.logging.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces standard error and a system property")
class StandardErrorTest {
    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;

    @BeforeEach
    void listen() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(standardError);
        System.clearProperty(StandardError.FILE);
        context.stop();
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldBeFoundByLogback() throws Exception {
        new ContextInitializer(context).autoConfig();

        context.getLogger("dev.wavry.core.Screen").info("shown");

        assertEquals(List.of("INFO  Screen: shown"), lines());
    }

    @Test
    void shouldWriteOurOwnNewsButOnlyWarningsOfOthers() {
        new StandardError().configure(context);

        context.getLogger("dev.wavry.Host").debug("unseen");
        context.getLogger("org.example.Library").info("unseen");
        context.getLogger("org.example.Library").warn("seen {}", "once");

        assertEquals(List.of("WARN  Library: seen once"), lines());
    }

    @Test
    void shouldWriteTheTraceBelowTheLine() {
        new StandardError().configure(context);

        context.getLogger("dev.wavry.Host").error("It failed", new IllegalStateException("because"));

        assertEquals("ERROR Host: It failed", lines().get(0));
        assertEquals("java.lang.IllegalStateException: because", lines().get(1));
        assertTrue(lines().get(2).startsWith("\tat "), lines().get(2));
    }

    @Test
    void shouldLeaveEverythingToAFileThatIsNamed() {
        System.setProperty(StandardError.FILE, "any.xml");

        assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, new StandardError().configure(context));

        assertFalse(context.getLogger(Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders()
                .hasNext());
    }
}
