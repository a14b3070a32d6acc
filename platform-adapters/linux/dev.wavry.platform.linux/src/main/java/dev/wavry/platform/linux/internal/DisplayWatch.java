package dev.wavry.platform.linux.internal;

import dev.wavry.agent.Duty;
import dev.wavry.agent.Sleep;
import dev.wavry.lib.x11.WakeableWait;
import dev.wavry.lib.x11.XConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knows whether an X server is there: an open connection tells at once when it dies, and one is tried now and then until it comes. */
final class DisplayWatch implements Duty, Sleep {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String display;
    private final Consumer<Boolean> onChange;
    private final WakeableWait sleep = new WakeableWait(-1);
    private @Nullable XConnection connection;
    private long deadlineNanos = Long.MAX_VALUE;

    DisplayWatch(String display, Consumer<Boolean> onChange) {
        this.display = display;
        this.onChange = onChange;
    }

    @Override
    public int doWork(long nowNanos) {
        XConnection open = connection;
        if (open == null) {
            return look(nowNanos);
        }
        int events = open.eventsQueued();
        for (int i = 0; i < events; i++) {
            open.nextEvent();
        }
        if (open.isLost()) {
            forget(open);
            deadlineNanos = nowNanos + RETRY_NANOS;
        }
        return events;
    }

    private int look(long nowNanos) {
        connection = XConnection.tryOpen(display);
        if (connection == null) {
            deadlineNanos = nowNanos + RETRY_NANOS;
            return 0;
        }
        deadlineNanos = Long.MAX_VALUE;
        sleep.watch(connection.descriptor());
        onChange.accept(true);
        return 1;
    }

    private void forget(XConnection lost) {
        connection = null;
        sleep.watch(-1);
        lost.close();
        onChange.accept(false);
    }

    @Override
    public long nextDeadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void stopped() {
        XConnection open = connection;
        if (open != null) {
            forget(open);
        }
        sleep.close();
    }

    @Override
    public void await(long maxNanos) {
        sleep.await(maxNanos);
    }

    @Override
    public void wake() {
        sleep.wake();
    }
}
