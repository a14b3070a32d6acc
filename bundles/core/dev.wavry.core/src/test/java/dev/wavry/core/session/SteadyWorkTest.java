package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.core.fake.Garbage;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SteadyWorkTest {
    private static final int STEPS = 2_000;
    /** A ping may fall into the time, and the ciphers of the JDK allocate for it. */
    private static final double LITTLE = 16;

    @Test
    void shouldMakeNoGarbagePerCycleOfTheNetAgents() {
        try (World world = new World(1)) {
            World.Far first = world.join().runs();
            world.join().runs();
            CompletableFuture<Double> host = new CompletableFuture<>();
            world.host()
                    .control(() -> host.complete(Garbage.bytesPerStep(STEPS, i -> {
                        world.host().work(System.nanoTime());
                        world.host().nextDeadlineNanos();
                    })));
            assertTrue(World.done(host) < LITTLE, host.join() + " bytes a cycle on the host");
            CompletableFuture<Double> client = new CompletableFuture<>();
            first.client.onControl(() -> client.complete(Garbage.bytesPerStep(STEPS, i -> {
                first.client.work(System.nanoTime());
                first.client.nextDeadlineNanos();
            })));
            assertTrue(World.done(client) < LITTLE, client.join() + " bytes a cycle on the client");
        }
    }
}
