package dev.wavry.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few seconds of guided garbage for each parser; {@code ./bench fuzz} goes on for as long as it is told. */
@Timeout(120)
class ParsersTest {
    /** All together half a minute and more. */
    private static final int SECONDS_EACH = 2;

    @TempDir
    Path work;

    static Stream<String> targets() {
        return Targets.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldBearWhateverComes(String target) throws Exception {
        long seed = new Random().nextInt(Integer.MAX_VALUE);
        System.out.println("seed " + seed + " of '" + target + "'");
        FuzzRun.Outcome outcome = new FuzzRun(Path.of(""), work).run(target, SECONDS_EACH, 0, seed);
        System.out.println(outcome.inputs() + " inputs, " + outcome.memoryMb() + " MB");
        assertEquals(0, outcome.crashes(), outcome.log());
        assertEquals(0, outcome.hangs(), outcome.log());
        assertTrue(outcome.inputs() > 500, outcome.log());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldHaveTrueBytesToBeginWith(String target) throws Exception {
        assertTrue(Seeds.write(target, Path.of("../../docs/protocol.md"), work) > 0);
    }
}
