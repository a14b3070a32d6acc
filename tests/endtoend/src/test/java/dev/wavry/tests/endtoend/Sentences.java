package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Program;
import java.util.List;

/** What a failed command says to people. */
final class Sentences {
    private static final String WHO = "wavry: ";
    private static final int SHORTEST = 20;

    private Sentences() {}

    /** A command that ended must have said what went wrong once, in words and without a stack trace; answers the words. */
    static String assertOne(Program command) {
        List<String> said =
                command.errors().lines().filter(line -> line.startsWith(WHO)).toList();
        assertEquals(1, said.size(), command::tail);
        String sentence = said.get(0).substring(WHO.length());
        assertTrue(sentence.length() >= SHORTEST && sentence.matches("(?s).*[.)]"), sentence);
        assertFalse(command.errors().contains("\tat "), command::tail);
        return sentence;
    }
}
