package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.Operator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be typed into the Gogo shell, and that nothing in it leads past the door. */
@Timeout(30)
class ConsoleTest {
    private final List<List<String>> orders = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int code;
    private Console console;

    @TempDir
    Path home;

    @BeforeEach
    void open() {
        console = new Console(
                (words, said) -> {
                    orders.add(List.copyOf(words));
                    said.accept("heard " + words.get(0));
                    return code;
                },
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void shouldCarryEachCommandToTheDoorWithItsWords() throws Exception {
        console.line("wavry:swap encoder dev.wavry.codec.raw --watch=3; history --json");
        assertEquals(
                List.of(List.of("swap", "encoder", "dev.wavry.codec.raw", "--watch=3"), List.of("history", "--json")),
                orders);
        assertEquals("heard swap\nheard history\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNameFilesAsTheyLieHere() throws Exception {
        console.line("install 'x/a codec.jar' --dry-run");
        assertEquals(
                List.of("install", Path.of("x/a codec.jar").toAbsolutePath().toString(), "--dry-run"), orders.get(0));
    }

    @Test
    void shouldGoNoFurtherThanACommandThatWasNotDone() {
        code = ErrorKind.NOT_TRUSTED.exitCode();
        GogoCommands.NotDoneException not = assertThrows(
                GogoCommands.NotDoneException.class, () -> console.line("install /tmp/evil.jar && remove good"));
        assertEquals(code, not.exitCode());
        assertEquals(1, orders.size());
    }

    /** What would reach the framework, other objects or other programs from a shell that is not closed in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.context installBundle file:/tmp/evil.jar",
                "felix:install file:/tmp/evil.jar",
                "start 1",
                "osgi:addCommand x $.context installBundle",
                "addCommand x y z",
                "telnetd start",
                "gosh",
                "sh /tmp/script",
                "source /tmp/script",
                "eval list",
                "exec touch /tmp/x",
                "((5 getClass) forName java.lang.Runtime) getRuntime",
                "x = (list); $x getClass",
                "x = 5; $x toString",
                "each [1 2] { $it getClass }",
                "%(1+1) toString",
                "'text' length",
                "$.processor removeCommand wavry list",
                "$.threads getClass"
            })
    void shouldReachNothingButItsCommands(String line) {
        Exception refused = assertThrows(Exception.class, () -> console.line(line));
        assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank(), refused::toString);
        assertTrue(
                orders.stream().allMatch(order -> GogoCommands.NAMES.contains(order.get(0))), () -> orders.toString());
    }

    @Test
    void shouldOfferEveryCommandToAnyGogoOfTheFramework() throws Exception {
        List<String> methods = Arrays.stream(GogoCommands.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(java.lang.reflect.Method::getName)
                .sorted()
                .toList();
        assertEquals(GogoCommands.NAMES.stream().sorted().toList(), methods);
        Operator operator = (words, who, said) -> {
            orders.add(words);
            assertTrue(who.startsWith("gogo:"), who);
            return 0;
        };
        new GogoCommands(operator).pin("dev.wavry.codec.raw");
        assertEquals(List.of(List.of("pin", "dev.wavry.codec.raw")), orders);
    }

    @Test
    void shouldEndAScriptWithItsFirstMistake() throws Exception {
        Typed typed = new Typed(home).input("nonsense\nlist\n");
        assertEquals(ErrorKind.USAGE.exitCode(), typed.type("console").exitCode);
        assertTrue(typed.err().contains("nonsense"), typed.err());
        assertTrue(Files.notExists(home.resolve("run")));
        assertEquals(
                ErrorKind.NOT_REACHABLE.exitCode(),
                new Typed(home).input("list\n").type("console").exitCode);
        assertEquals(0, new Typed(home).input("\nexit\nnonsense\n").type("console").exitCode);
    }
}
