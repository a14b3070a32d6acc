package dev.wavry.lib.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lib.x11.testing.XServer;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class XConnectionTest {
    @Test
    void shouldAnswerNullWhereNoServerIs() {
        assertNull(XConnection.tryOpen(":31999"));
        assertNull(XConnection.tryOpen(""));
    }

    @Test
    void shouldNoteARefusedRequestAndGoOn() {
        try (XServer server = XServer.xvfb(64, 64);
                XConnection connection = open(server)) {
            Xlib.XGetAtomName(connection.display(), 0x1fffffffL);
            assertNotEquals(0, connection.takeError());
            assertEquals(0, connection.sync());
        }
    }

    @Test
    void shouldOutliveItsServer() {
        try (XServer server = XServer.xvfb(64, 64)) {
            XConnection connection = open(server);
            WakeableWait sleep = new WakeableWait(connection.descriptor());
            assertFalse(connection.isLost());
            server.kill();
            assertTrue(sleep.await(10_000_000_000L));
            assertEquals(0, connection.eventsQueued());
            assertTrue(connection.isLost());
            connection.sync();
            connection.close();
            sleep.close();
        }
    }

    @Test
    void shouldOutliveAServerThatDiesDuringACall() {
        try (XServer server = XServer.xvfb(64, 64)) {
            XConnection connection = open(server);
            server.kill();
            connection.sync();
            assertTrue(connection.isLost());
            connection.close();
        }
    }

    @Test
    void shouldBeClosedByAnotherThreadThanTheOneThatMetTheLoss() throws Exception {
        try (XServer server = XServer.xvfb(64, 64)) {
            XConnection connection = open(server);
            server.kill();
            CountDownLatch over = new CountDownLatch(1);
            CountDownLatch met = new CountDownLatch(1);
            // It stays: Xlib tells threads by numbers that are used again.
            Thread first = new Thread(() -> {
                while (!connection.isLost()) {
                    connection.eventsQueued();
                }
                met.countDown();
                awaitQuietly(over);
            });
            first.setDaemon(true);
            first.start();
            met.await();
            Thread second = new Thread(() -> {
                connection.sync();
                connection.close();
            });
            second.setDaemon(true);
            second.start();
            second.join(10_000);
            over.countDown();
            assertFalse(second.isAlive(), "blocked by a lock that the first thread left");
        }
    }

    @Test
    void shouldStillWorkOnOneServerAfterAnotherDied() {
        try (XServer first = XServer.xvfb(64, 64);
                XServer second = XServer.xvfb(64, 64);
                XConnection doomed = open(first);
                XConnection other = open(second)) {
            first.kill();
            doomed.sync();
            assertTrue(doomed.isLost());
            assertEquals(0, other.sync());
            assertFalse(other.isLost());
        }
    }

    @Test
    void shouldWakeAWaitFromAnotherThread() throws Exception {
        try (XServer server = XServer.xvfb(64, 64);
                XConnection connection = open(server);
                WakeableWait sleep = new WakeableWait(connection.descriptor())) {
            Thread waker = new Thread(sleep::wake);
            waker.start();
            assertFalse(sleep.await(20_000_000_000L));
            waker.join();
        }
    }

    @Test
    void shouldIgnoreWakingAfterClose() {
        try (XServer server = XServer.xvfb(64, 64);
                XConnection connection = open(server)) {
            WakeableWait sleep = new WakeableWait(connection.descriptor());
            sleep.close();
            sleep.wake();
            sleep.close();
            assertEquals(0, connection.sync());
        }
    }

    @Test
    void shouldSayWhichLibraryIsMissing() {
        assertNull(XLibraries.missing(Xlib.SONAME));
        String missing = XLibraries.missing("libnosuchthing.so.7");
        assertNotNull(missing);
        assertTrue(missing.contains("libnosuchthing.so.7"), missing);
    }

    @Test
    void shouldChooseTheMostParticularDisplay() {
        assertEquals(":1", DisplayNames.choose(":1", ":2", ":3"));
        assertEquals(":2", DisplayNames.choose(" ", ":2", ":3"));
        assertEquals(":3", DisplayNames.choose("", null, ":3"));
        assertEquals("", DisplayNames.choose("", "", null));
        assertEquals(":0", DisplayNames.withoutScreen(":0.0"));
        assertEquals(":10", DisplayNames.withoutScreen(":10"));
        assertEquals("host.0:1.1", DisplayNames.withoutScreen("host.0:1.1"));
    }

    private static XConnection open(XServer server) {
        return Objects.requireNonNull(XConnection.tryOpen(server.display()), "the server answers");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
