package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.OptionSpec;

/** Holds docs/commands.md against the program. */
class CommandsPageTest {
    private static final Pattern CODE = Pattern.compile("^\\| (\\d+) \\| `([A-Z_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern FLAG = Pattern.compile("`(--[a-z-]+)[ `]");

    private static String page = "";

    @TempDir
    private static Path home;

    @BeforeAll
    static void readThePage() throws IOException {
        page = Files.readString(Path.of("..", "..", "..", "docs", "commands.md"));
    }

    private static IFactory maker() {
        return new Shell.Maker(new Typed(home).surroundings(InputStream.nullInputStream()));
    }

    private static CommandLine commands() {
        return RootCommand.line(maker());
    }

    /** Commands and commands of commands. */
    private static Stream<CommandLine> all(CommandLine line) {
        return line.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), all(command)));
    }

    @Test
    void shouldListEveryKindOfFailureWithItsCode() {
        Map<String, String> expected = Arrays.stream(ErrorKind.values())
                .collect(Collectors.toMap(
                        Enum::name, kind -> Integer.toString(kind.exitCode()), (a, b) -> a, TreeMap::new));
        Map<String, String> written = new TreeMap<>();
        for (Matcher row = CODE.matcher(page); row.find(); ) {
            written.put(row.group(2), row.group(1));
        }
        assertEquals(expected, written);
    }

    @Test
    void shouldKnowEveryCommandByTheNameThatIsWrittenOnIt() {
        commands()
                .getSubcommands()
                .forEach((name, command) ->
                        assertEquals(name, command.getCommandSpec().name()));
    }

    @Test
    void shouldDescribeOnlyTheCommandThatIsCalled() {
        CommandLine line = RootCommand.line(maker(), "version", "--help");
        assertEquals(Set.of("version"), line.getSubcommands().keySet());
    }

    @Test
    void shouldTellOfEveryCommandAndFlag() {
        List<String> missing = all(commands())
                .map(CommandLine::getCommandSpec)
                .flatMap(command -> command.options().stream()
                        .map(OptionSpec::longestName)
                        .filter(flag -> !page.contains("`" + flag))
                        .map(flag -> command.qualifiedName() + " " + flag))
                .filter(flag -> !flag.endsWith("--help"))
                .toList();
        assertEquals(List.of(), missing);
        all(commands())
                .map(command -> command.getCommandSpec().qualifiedName())
                .forEach(name -> assertTrue(page.contains("`" + name), name));
    }

    @Test
    void shouldTellOfNoFlagThatDoesNotExist() {
        List<String> known = all(commands())
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(OptionSpec::longestName)
                .toList();
        for (Matcher flag = FLAG.matcher(page); flag.find(); ) {
            assertTrue(known.contains(flag.group(1)), flag::group);
        }
    }

    @Test
    void shouldSayWhatIsValidForEveryFlagThatTakesAValue() {
        List<String> silent = all(commands())
                .flatMap(command -> command.getCommandSpec().args().stream())
                .filter(argument -> argument.arity().max() > 0 && argument.description().length != 2)
                .map(Object::toString)
                .toList();
        assertEquals(List.of(), silent);
    }
}
