package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The windows against a set that remembers everything. */
class WindowProperties {
    /** Steps forward and back, small ones and such that leave a window behind. */
    @Provide
    Arbitrary<List<Integer>> steps() {
        Arbitrary<Integer> small = Arbitraries.integers().between(-200, 220);
        Arbitrary<Integer> large = Arbitraries.integers().between(-5000, 9000);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, small), net.jqwik.api.Tuple.of(1, large))
                .list()
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void replayWindowTakesEachNumberOnceAndNoneThatIsTooOld(@ForAll("steps") List<Integer> steps) {
        ReplayWindow window = new ReplayWindow();
        Set<Long> seen = new HashSet<>();
        long highest = -1;
        long at = 0;
        for (int step : steps) {
            at = Math.max(0, at + step);
            boolean expected = !seen.contains(at) && (at > highest || highest - at < ReplayWindow.SIZE);
            assertEquals(expected, window.isNew(at), "number " + at + " after " + highest);
            if (expected) {
                window.mark(at);
                seen.add(at);
                highest = Math.max(highest, at);
            }
            assertEquals(highest, window.highest());
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void sequenceWindowKnowsTheNewestNumbers(@ForAll("steps") List<Integer> steps) {
        SequenceWindow window = new SequenceWindow();
        Set<Long> marked = new HashSet<>();
        long newest = -1;
        long at = 0;
        for (int step : steps) {
            at = Math.max(0, at + step);
            window.mark(at);
            if (at > newest - SequenceWindow.SIZE) {
                marked.add(at);
            }
            newest = Math.max(newest, at);
            assertEquals(newest, window.newest());
            for (long n = Math.max(0, newest - 140); n <= newest + 2; n++) {
                boolean expected = n <= newest && n > newest - SequenceWindow.SIZE && marked.contains(n);
                assertEquals(expected, window.has(n), "number " + n + " of " + newest);
            }
        }
    }
}
