package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.rift.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lanes between two ends on good and bad paths. */
@Timeout(30)
class SessionTest {
    private static final long MILLI = SimulatedNetwork.MILLI;

    @Test
    void shouldConnectAndAgreeOnPeersSuiteAndSize() {
        RiftSettings wide = RiftSettings.defaults().withMaxDatagramBytes(9000);
        RiftSettings narrower = RiftSettings.defaults().withMaxDatagramBytes(4000);
        Ends ends = new Ends(1, Path.perfect(), wide, narrower, null).connected();
        assertEquals(ends.hostIdentity.id(), ends.net.client.peerId());
        assertEquals(ends.clientIdentity.id(), ends.net.host.peerId());
        assertEquals(4000, ends.net.client.maxDatagramBytes());
        assertEquals(4000, ends.net.host.maxDatagramBytes());
        assertEquals(ends.net.client.suite(), ends.net.host.suite());
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void shouldCarryWhatAClientSaysBeforeTheHostHasAdmittedIt(double loss) {
        Ends ends = new Ends(70 + (long) (100 * loss), Path.lossy(loss));
        Message question = new Message.Ready(1, 2);
        ends.client.onAgreed = connection -> {
            assertEquals(ConnectionState.CONFIRMING, connection.state());
            assertEquals(ends.hostIdentity.id(), connection.peerId());
            assertEquals(SendResult.ACCEPTED, connection.send(question, ends.net.now));
        };

        ends.connected();

        settle(ends, () -> !ends.host.messages.isEmpty());
        assertEquals(List.of(question), ends.host.messages);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.1, 0.3})
    void shouldDeliverEveryControlMessageInOrder(double loss) {
        Ends ends = new Ends(2 + (long) (100 * loss), Path.lossy(loss)).connected();
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            byte[] configuration = new byte[i * 397 % 65536];
            new Random(i).nextBytes(configuration);
            Message message = new Message.Prepare(i % 256, i, "h264", 640, 480, configuration);
            while (ends.net.client.send(message, ends.net.now) == SendResult.FULL) {
                ends.net.run(5 * MILLI);
            }
            sent.add(message);
            ends.net.host.send(new Message.Ready(1, i), ends.net.hostNow());
            ends.net.run(2 * MILLI);
        }
        settle(ends, () -> ends.host.messages.size() == 150 && ends.client.messages.size() == 150);
        assertEquals(sent, ends.host.messages);
        for (int i = 0; i < 150; i++) {
            assertEquals(new Message.Ready(1, i), ends.client.messages.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3})
    void shouldDeliverBulkChunksInOrder(double loss) {
        Ends ends = new Ends(30 + (long) (100 * loss), Path.lossy(loss)).connected();
        int total = 40;
        for (int i = 0; i < total; i++) {
            ByteBuffer chunk = ByteBuffer.allocate(50_000);
            chunk.putInt(0, i);
            while (ends.net.host.sendBulk(chunk, ends.net.hostNow()) == SendResult.FULL) {
                ends.net.run(5 * MILLI);
            }
        }
        settle(ends, () -> ends.client.bulk.size() == total);
        for (int i = 0; i < total; i++) {
            assertEquals(i, ByteBuffer.wrap(ends.client.bulk.get(i)).getInt());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3})
    void shouldNeitherLoseNorDoubleInput(double loss) {
        Ends ends = new Ends(40 + (long) (100 * loss), Path.lossy(loss)).connected();
        int total = 2000;
        Random random = new Random(5);
        for (int i = 0; i < total; i++) {
            ByteBuffer event = ByteBuffer.allocate(8 + random.nextInt(200));
            event.putInt(0, i);
            while (ends.net.client.sendInput(event, ends.net.now) == SendResult.FULL) {
                ends.net.run(5 * MILLI);
            }
            ends.net.run(random.nextInt(3) * MILLI);
        }
        settle(ends, () -> ends.host.inputs.size() >= total);
        assertEquals(total, ends.host.inputs.size());
        for (int i = 0; i < total; i++) {
            assertEquals(i + 1L, ends.host.inputNumbers.get(i));
            assertEquals(i, ByteBuffer.wrap(ends.host.inputs.get(i)).getInt());
        }
    }

    @Test
    void shouldShowTheNewestPlaceOfThePointerAfterLoss() {
        Ends ends = new Ends(50, Path.lossy(0.3)).connected();
        for (int i = 0; i < 200; i++) {
            ends.net.host.sendCursor(i, 2 * i, true, ends.net.hostNow());
            ends.net.run(MILLI);
        }
        settle(ends, () -> ends.client.cursorX == 199);
        assertEquals(398, ends.client.cursorY);
    }

    @Test
    void shouldDeliverSoundAtMostOnce() {
        Ends ends = new Ends(51, Path.lossy(0.1)).connected();
        for (int i = 0; i < 400; i++) {
            ends.net.host.sendAudio(1, i, i, ByteBuffer.allocate(120), ends.net.hostNow());
            ends.net.run(5 * MILLI);
        }
        Set<Long> different = new HashSet<>(ends.client.audio);
        assertEquals(different.size(), ends.client.audio.size());
        assertTrue(different.size() > 300, "only " + different.size() + " of 400 came");
    }

    @Test
    void shouldKeepTheNewestSoundOfEachStreamThatWaits() {
        Ends ends = new Ends(53, Path.perfect()).connected();
        for (int i = 0; i < 8; i++) {
            ends.net.host.sendAudio(1, i, i, ByteBuffer.allocate(120), ends.net.hostNow());
            ends.net.host.sendAudio(2, 100 + i, i, ByteBuffer.allocate(900), ends.net.hostNow());
        }
        ends.net.run(50 * MILLI);
        assertEquals(Set.of(5L, 6L, 7L, 105L, 106L, 107L), new HashSet<>(ends.client.audio));
        assertEquals(6, ends.client.audio.size());
    }

    @Test
    void shouldKnowThePeersClock() {
        Ends ends = new Ends(52, new Path(0.02, 0, 0.02, 2 * MILLI, MILLI / 5));
        ends.net.hostClockAheadNanos = 123_456_789_000L;
        ends.connected();
        ends.net.run(3000 * MILLI);
        assertTrue(ends.net.client.hasClockOffset());
        long error = ends.net.client.peerClockOffsetNanos(ends.net.now) - ends.net.hostClockAheadNanos;
        assertTrue(Math.abs(error) < 200_000, "error " + error + " ns");
        long hostError = ends.net.host.peerClockOffsetNanos(ends.net.hostNow()) + ends.net.hostClockAheadNanos;
        assertTrue(Math.abs(hostError) < 200_000, "error " + hostError + " ns");
    }

    @Test
    void shouldCarryTheLargestPointerShape() {
        Ends ends = new Ends(53, Path.lossy(0.05)).connected();
        int[] argb = new Random(1).ints(256 * 256).toArray();
        assertEquals(
                SendResult.ACCEPTED,
                ends.net.host.send(new Message.CursorShape(7, 256, 256, 3, 4, argb), ends.net.hostNow()));
        settle(ends, () -> ends.client.messages.size() == 1);
        assertArrayEquals(argb, ((Message.CursorShape) ends.client.messages.get(0)).argb());
    }

    @Test
    void shouldStayQuietAndAliveWhenNothingHappens() {
        Ends ends = new Ends(54, Path.perfect()).connected();
        ends.net.run(1000 * MILLI);
        long before = ends.net.datagrams;
        ends.net.run(10_000 * MILLI);
        long used = ends.net.datagrams - before;
        assertTrue(used <= 150, used + " datagrams in 10 idle seconds");
        assertEquals(ConnectionState.ESTABLISHED, ends.net.client.state());
        assertEquals(ConnectionState.ESTABLISHED, ends.net.host.state());
    }

    static void settle(Ends ends, java.util.function.BooleanSupplier done) {
        for (int i = 0; i < 6000 && !done.getAsBoolean(); i++) {
            ends.net.run(10 * MILLI);
        }
        assertTrue(
                done.getAsBoolean(),
                () -> "not settled; client " + ends.net.client.state() + " " + ends.client.closedText + ", host "
                        + ends.net.host.state() + " " + ends.host.closedText);
    }
}
