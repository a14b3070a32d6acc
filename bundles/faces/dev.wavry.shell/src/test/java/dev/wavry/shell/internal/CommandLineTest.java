package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {
    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void sit() {
        typed = new Typed(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --fps 999 | --fps: '999' is not valid; write a whole number from 1 to 240.",
                "demo --fps -1 | --fps: '-1' is not valid; write a whole number from 1 to 240.",
                "demo --fps=1e3 | --fps: '1e3' is not valid; write a whole number from 1 to 240.",
                "demo --seconds 0 | --seconds: '0' is not valid; write a whole number from 1 to 86400.",
                "demo --size 10x10 | --size: '10x10' is not valid; write width x height in pixels such as 1280x720, each 64 to 8192.",
                "demo --bitrate 99999999999 | --bitrate: '99999999999' is not valid; write a whole number from 100 to 1000000.",
                "demo --fps | --fps has no value in 'wavry demo'; write a whole number from 1 to 240.",
                "host --listen 7400 | --listen: '7400' is not valid; write ADDR:PORT such as 127.0.0.1:7400 or [::1]:7400, port 0 to 65535.",
                "connect | HOST is missing in 'wavry connect'; write ID@HOST:PORT, HOST:PORT, or with --gateway ID alone; IPv6 addresses in brackets, port 1 to 65535.",
                "connect ::1:7400 | HOST: '::1:7400' is not valid; write ID@HOST:PORT, HOST:PORT, or with --gateway ID alone; IPv6 addresses in brackets, port 1 to 65535.",
                "connect @h:1 | HOST: '@h:1' is not valid; write ID@HOST:PORT, HOST:PORT, or with --gateway ID alone; IPv6 addresses in brackets, port 1 to 65535.",
                "ping h:0 | HOST: 'h:0' is not valid; write HOST:PORT, IPv6 addresses in brackets, port 1 to 65535.",
                "version --loud | There is no flag '--loud' in 'wavry version'; it takes --help.",
                "id extra | There is no place for 'extra' in 'wavry id'; it takes --help, --host, --keys.",
                "fly | There is no command 'fly'; there are demo, host, connect, bundles, console, repo, trust, relay, gateway, id, keygen, pair, pair-with, link, clients, consent, hosts, ping, version, displays, codecs."
            })
    void shouldNameTheWrongWordAndWhatIsValid(String words, String sentence) {
        typed.type(words.split(" "));
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        assertEquals("wavry: " + sentence, typed.err().strip());
        assertEquals("", typed.out());
    }

    @Test
    void shouldTellAProgramAboutAWrongFlagToo() {
        typed.type("demo", "--json", "--fps", "0");
        assertEquals(
                "{\"event\":\"error\",\"kind\":\"USAGE\",\"exitCode\":2,"
                        + "\"text\":\"--fps: '0' is not valid; write a whole number from 1 to 240.\"}",
                typed.lastLine());
    }

    @Test
    void shouldShowHowToUseItWhenNothingIsWritten() {
        typed.type();
        assertEquals(ErrorKind.USAGE.exitCode(), typed.exitCode);
        assertTrue(typed.err().contains("demo"), typed::err);
    }

    @Test
    void shouldHelpOnEveryCommand() {
        for (String command :
                List.of("demo", "host", "connect", "id", "keygen", "ping", "version", "displays", "codecs")) {
            Typed one = new Typed(home);
            one.type(command, "--help");
            assertEquals(0, one.exitCode, command);
            assertTrue(one.out().contains("Usage: wavry " + command), one::out);
        }
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void shouldEndWithTheCodeOfTheFailureAndOneSentence(ErrorKind kind) {
        typed.wavry.refusal =
                new WavryException(kind, "It did not work", "Do this.", new IllegalStateException("deep"));
        typed.type("connect", "ID@127.0.0.1:1", "--headless");
        assertEquals(kind.exitCode(), typed.exitCode);
        assertEquals("wavry: It did not work. Do this.", typed.err().strip());
    }

    @Test
    void shouldNotShowTheInsideOfADefect() {
        typed.wavry.onConnect = session -> {
            throw new IllegalStateException("inner workings");
        };
        typed.type("connect", "ID@127.0.0.1:1", "--headless");
        assertEquals(ErrorKind.INTERNAL.exitCode(), typed.exitCode);
        assertEquals(
                "wavry: Something failed inside; the log says what.",
                typed.err().strip());
        assertFalse(typed.out().contains("inner workings"));
    }

    @Test
    void shouldSayTheVersion() {
        typed.type("version");
        assertEquals(0, typed.exitCode);
        assertTrue(typed.out().startsWith("wavry 1.2.3 on Java "), typed::out);
    }

    @Test
    void shouldListDisplaysAndCodecsForPeopleAndPrograms() {
        assertEquals(List.of("h264 libx264", "vp8 libvpx"), typed.type("codecs").lines());
        Typed program = new Typed(home).type("displays", "--json");
        assertEquals(
                "{\"displays\":[\":0/DP-1 DP-1 1920x1080 (x11)\",\"small test 1280x720 (testpattern)\"]}",
                program.lastLine());
    }

    @Test
    void shouldSayWhoAnswersAPing() {
        assertEquals(
                List.of("HOSTID answered in 1.50 ms and does not let this client in."),
                typed.type("ping", "127.0.0.1:7400").lines());
        assertEquals(
                "{\"id\":\"HOSTID\",\"millis\":1.500,\"authorized\":false}",
                new Typed(home).type("ping", "127.0.0.1:7400", "--json").lastLine());
    }
}
