package dev.wavry.shell.internal;

import dev.wavry.api.Session;
import dev.wavry.api.SessionState;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends sessions politely. */
final class Ends {
    private static final long GOODBYE_MILLIS = 4_000;

    private Ends() {}

    /** Says goodbye and waits until nothing of the session runs any more, 4 s at most: its parts need their bundles. */
    static void close(Session session) {
        if (session.state() != SessionState.ENDED) {
            session.close();
        }
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
