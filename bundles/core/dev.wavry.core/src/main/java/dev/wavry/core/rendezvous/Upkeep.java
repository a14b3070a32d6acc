package dev.wavry.core.rendezvous;

import dev.wavry.reach.signal.Signal;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Pings the gateway and asks for newer leases well before the old ones end. */
final class Upkeep implements AutoCloseable {
    private static final int PING_SECONDS = 25;
    /** Gateways give leases for 60 s at least, and 15 minutes by default. */
    private static final int RENEW_SECONDS = 300;

    private final GatewayLine line;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "wavry-gateway-line");
        thread.setDaemon(true);
        return thread;
    });

    Upkeep(GatewayLine line) {
        this.line = line;
    }

    /** @param meeting whose leases are renewed, or an empty text */
    void start(Supplier<String> meeting) {
        timer.scheduleAtFixedRate(line::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        timer.scheduleAtFixedRate(
                () -> {
                    if (!meeting.get().isEmpty()) {
                        line.send(Signal.of("renew").with("ref", meeting.get()));
                    }
                },
                RENEW_SECONDS,
                RENEW_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
