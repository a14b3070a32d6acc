package dev.wavry.shell.internal;

import dev.wavry.api.Session;
import dev.wavry.api.SessionState;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends sessions politely. */
final class Ends {
    private static final long GOODBYE_MILLIS = 2_000;

    private Ends() {}

    /** Says goodbye and waits until it is said, 2 s at most. */
    static void close(Session session) {
        if (session.state() == SessionState.ENDED) {
            return;
        }
        session.close();
        try {
            session.ended().get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The far side will notice the silence instead.
            return;
        }
    }
}
