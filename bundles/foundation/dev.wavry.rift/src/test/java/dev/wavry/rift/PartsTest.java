package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.spi.media.Stage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts that stand alone: delivered in any order, never sent again in an old state, and yet the far side ends exact. */
@Timeout(60)
class PartsTest {
    private static final long MILLI = SimulatedNetwork.MILLI;
    private static final int PLACES = 40;

    /** Places with a value each; a part carries one of them, and what is lost goes out again as it is by then. */
    private static final class Board {
        final Ends ends;
        final Random random;
        final int[] here = new int[PLACES];
        final int[] there = new int[PLACES];
        final long[] newest = new long[PLACES];
        final Map<Long, Integer> carried = new HashMap<>();
        final Set<Integer> wanted = new HashSet<>();
        final List<Long> told = new ArrayList<>();
        final VideoHeader header = new VideoHeader();
        double unusable;
        long sequence;
        int padding = 30;

        Board(Ends ends, long seed) {
            this.ends = ends;
            this.random = new Random(seed);
            ends.host.onPartsLost = (first, last) -> {
                for (long n = first; n <= last; n++) {
                    told.add(n);
                    wanted.add(carried.get(n));
                }
            };
        }

        void change(int place, int value) {
            here[place] = value;
            send(place);
        }

        void send(int place) {
            ByteBuffer payload = ByteBuffer.allocate(8 + random.nextInt(padding));
            payload.putInt(0, place).putInt(4, here[place]);
            header.clear().set(0, 1, sequence, false).independent(true);
            header.nanos(Stage.CHANGED, ends.net.hostNow());
            header.damage().add(place, 0, 1, 1);
            carried.put(sequence, place);
            if (ends.net.host.sendVideo(header, payload, ends.net.hostNow()) != SendResult.ACCEPTED) {
                wanted.add(place);
            }
            sequence++;
        }

        void mend() {
            List<Integer> again = new ArrayList<>(wanted);
            wanted.clear();
            again.forEach(this::send);
        }

        /** What the client does with what was delivered. */
        void apply() {
            for (Recorder.Frame frame : ends.client.frames) {
                if (random.nextDouble() < unusable) {
                    continue;
                }
                ByteBuffer payload = ByteBuffer.wrap(frame.payload());
                int place = payload.getInt();
                if (frame.sequence() >= newest[place]) {
                    newest[place] = frame.sequence();
                    there[place] = payload.getInt();
                }
                ends.net.client.partApplied(0, 1, frame.sequence(), ends.net.now);
            }
            ends.client.frames.clear();
        }

        void run(long nanos) {
            for (long left = nanos; left > 0; left -= MILLI) {
                ends.net.run(MILLI);
                apply();
                mend();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.01, 0", "0.05, 0.05", "0.15, 0.1", "0.3, 0.2"})
    void shouldEndExactWhateverIsLost(double loss, double unusable) {
        Path path = loss == 0 ? Path.perfect() : Path.lossy(loss);
        Ends ends = new Ends(300 + (long) (100 * loss), path).connected();
        Board board = new Board(ends, 7);
        board.unusable = unusable;
        board.padding = 3000;
        for (int pause = 0; pause < 10; pause++) {
            for (int i = 0; i < 60; i++) {
                for (int n = board.random.nextInt(6); n > 0; n--) {
                    board.change(board.random.nextInt(PLACES), board.random.nextInt());
                }
                board.run(8 * MILLI);
            }
            board.run(3000 * MILLI);
            assertArrayEquals(board.here, board.there, "pause " + pause);
        }
        assertEquals(board.told.size(), new HashSet<>(board.told).size(), "no loss is told twice");
        RiftStats stats = new RiftStats();
        ends.net.host.stats(stats);
        assertEquals(board.told.size(), stats.get(RiftCounter.PARTS_LOST));
        if (loss == 0) {
            assertEquals(List.of(), board.told);
        }
    }

    @Test
    void shouldDeliverWhatComesThroughWithoutWaitingForWhatIsLost() {
        Ends ends = new Ends(310, Path.perfect()).connected();
        Board board = new Board(ends, 8);
        ends.net.path = new Path(1, 0, 0, MILLI, 0);
        board.change(1, 11);
        ends.net.pump();
        ends.net.path = Path.perfect();
        board.change(2, 22);
        ends.net.run(2 * MILLI);
        board.apply();
        assertEquals(22, board.there[2]);
        assertEquals(0, board.there[1]);
    }

    @Test
    void shouldLearnOfALossFromWhatWasUsedLaterWithinARoundTrip() {
        Ends ends = new Ends(311, new Path(0, 0, 0, 20 * MILLI, 0)).connected();
        Board board = new Board(ends, 9);
        ends.net.run(500 * MILLI);
        ends.net.path = new Path(1, 0, 0, 20 * MILLI, 0);
        board.change(1, 11);
        ends.net.pump();
        ends.net.path = new Path(0, 0, 0, 20 * MILLI, 0);
        board.run(2 * MILLI);
        board.change(2, 22);
        board.run(60 * MILLI);
        assertEquals(List.of(0L), board.told);
        board.run(40 * MILLI);
        assertArrayEquals(board.here, board.there);
    }

    @Test
    void shouldSendASmallLastPartOnceMoreLongBeforeItCountsAsLost() {
        Ends ends = new Ends(312, new Path(0, 0, 0, 20 * MILLI, 0)).connected();
        Board board = new Board(ends, 10);
        ends.net.run(500 * MILLI);
        ends.net.path = new Path(1, 0, 0, 20 * MILLI, 0);
        board.change(1, 11);
        ends.net.pump();
        ends.net.path = new Path(0, 0, 0, 20 * MILLI, 0);
        board.run(40 * MILLI);
        assertEquals(11, board.there[1]);
        board.run(1000 * MILLI);
        assertEquals(List.of(), board.told);
    }

    @Test
    void shouldGiveANewKeyPartNoPowerOverPartsOnTheirWay() {
        Ends ends = new Ends(313, Path.perfect()).connected();
        Board board = new Board(ends, 11);
        board.change(1, 11);
        board.header.clear().set(0, 1, board.sequence++, true).independent(true);
        ends.net.host.sendVideo(board.header, ByteBuffer.allocate(8).putInt(0, 2), ends.net.hostNow());
        board.carried.put(1L, 2);
        ends.net.run(5 * MILLI);
        assertEquals(2, ends.client.frames.size());
        assertTrue(ends.client.headers.get(1).keyFrame()
                && ends.client.headers.get(1).independent());
        board.apply();
        assertEquals(11, board.there[1]);
    }

    @Test
    void shouldCountNothingAsLostWhileThePartsStillWaitToLeave() {
        RiftSettings slow = RiftSettings.defaults().withPaceKbps(500);
        Ends ends = new Ends(314, Path.perfect(), RiftSettings.defaults(), slow, null).connected();
        Board board = new Board(ends, 12);
        board.padding = 2000;
        for (int i = 0; i < PLACES; i++) {
            board.change(i, i + 1);
        }
        board.run(2000 * MILLI);
        assertArrayEquals(board.here, board.there);
        assertEquals(List.of(), board.told);
    }
}
