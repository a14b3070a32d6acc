package dev.wavry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AgentTest {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger cycles = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Duty counting = new Duty() {
        @Override
        public int doWork(long nowNanos) {
            cycles.incrementAndGet();
            return 0;
        }

        @Override
        public void stopped() {
            stopped.countDown();
        }
    };

    private final Agent agent = new Agent("test", System::nanoTime, counting, new ParkingSleep(), failure::set);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void shouldRunCommandsInTheOrderTheyCame() throws Exception {
        List<Integer> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        agent.start();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            agent.execute(() -> order.add(number));
        }
        agent.execute(done::countDown);
        assertTrue(done.await(5, TimeUnit.SECONDS));
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, order.get(i));
        }
    }

    @Test
    void shouldNeverLoseAWakeUpHoweverCommandsAndSleepInterleave() throws Exception {
        agent.start();
        for (int i = 0; i < 20_000; i++) {
            CountDownLatch done = new CountDownLatch(1);
            agent.execute(done::countDown);
            assertTrue(done.await(5, TimeUnit.SECONDS), "command " + i + " was slept through");
        }
    }

    @Test
    void shouldCostNothingWhileThereIsNothingToDo() throws Exception {
        agent.start();
        CountDownLatch done = new CountDownLatch(1);
        agent.execute(done::countDown);
        assertTrue(done.await(5, TimeUnit.SECONDS));
        int before = cycles.get();
        assertFalse(stopped.await(300, TimeUnit.MILLISECONDS));
        assertTrue(cycles.get() - before <= 2, "ran " + (cycles.get() - before) + " cycles in 300 idle ms");
    }

    @Test
    void shouldGoOnAfterACommandThatThrows() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        agent.start();
        agent.execute(() -> {
            throw new IllegalStateException("boom");
        });
        agent.execute(done::countDown);
        assertTrue(done.await(5, TimeUnit.SECONDS));
        assertEquals("boom", failure.get().getMessage());
    }

    @Test
    void shouldEndAndSayWhyWhenItsDutyThrows() {
        Agent failing = new Agent(
                "failing",
                System::nanoTime,
                now -> {
                    throw new IllegalStateException("dead");
                },
                new ParkingSleep(),
                failure::set);
        failing.start();
        while (!failing.hasEnded()) {
            Thread.onSpinWait();
        }
        assertEquals("dead", failure.get().getMessage());
    }

    @Test
    void shouldTellHowLongItHasBeenStuck() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(1);
        agent.start();
        agent.execute(() -> {
            in.countDown();
            while (agent.busyNanos() < 5_000_000) {
                Thread.onSpinWait();
            }
            out.countDown();
        });
        assertTrue(in.await(5, TimeUnit.SECONDS));
        assertTrue(out.await(5, TimeUnit.SECONDS));
    }

    @Test
    void shouldLeaveItsCommandsToAnotherWhenItIsGivenUp() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch forEver = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        agent.start();
        agent.execute(() -> {
            inside.countDown();
            try {
                forEver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        agent.execute(done::countDown);
        assertTrue(inside.await(5, TimeUnit.SECONDS));
        try (Agent other = new Agent("other", System::nanoTime, now -> 0, new ParkingSleep(), failure::set).start()) {
            agent.abandonTo(other);
            other.execute(done::countDown);
            assertTrue(done.await(5, TimeUnit.SECONDS));
            forEver.countDown();
            assertTrue(stopped.await(5, TimeUnit.SECONDS), "it ends once it returns");
        }
    }

    @Test
    void shouldTellItsDutyThatItStopped() throws Exception {
        agent.start();
        assertTrue(agent.join(TimeUnit.SECONDS.toNanos(5)));
        assertTrue(stopped.await(1, TimeUnit.SECONDS));
        assertTrue(agent.hasEnded());
    }
}
