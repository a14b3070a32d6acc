package dev.wavry.core.sound;

import dev.wavry.agent.Agent;
import dev.wavry.agent.Duty;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CONTROL and OPENER of the sound of one side. They are not those of the pictures, because a sound server may let somebody wait for
 * seconds, and neither input nor picture waits for that.
 */
final class SoundDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoundDesk.class);
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** What is done from time to time, on CONTROL. */
    interface Timer {
        void onTimer(long nowNanos);

        long nextNanos();
    }

    final MediaClock clock;
    final Uses uses = new Uses();
    private final Set<Line> open = ConcurrentHashMap.newKeySet();
    private final Agent control;
    private final Agent opener;
    private volatile boolean closed;

    SoundDesk(String name, MediaClock clock, Timer timer) {
        this.clock = clock;
        Duty duty = new Duty() {
            @Override
            public int doWork(long nowNanos) {
                if (nowNanos >= timer.nextNanos()) {
                    timer.onTimer(nowNanos);
                }
                return 0;
            }

            @Override
            public long nextDeadlineNanos() {
                return timer.nextNanos();
            }
        };
        control = agent("wavry-" + name + "-sound", duty).start();
        opener = agent("wavry-" + name + "-sound-opener", now -> 0).start();
    }

    private Agent agent(String name, Duty duty) {
        return new Agent(name, clock::nanoTime, duty, new ParkingSleep(), cause -> failed(name, cause));
    }

    private void failed(String agent, Throwable cause) {
        if (!closed) {
            LOG.error("Something failed on '{}'", agent, cause);
        }
    }

    /** Runs something on CONTROL. */
    void control(Runnable command) {
        control.execute(command);
    }

    boolean onControl() {
        return control.isHere();
    }

    /** Makes one line of something. */
    interface Maker<T extends Line> {
        T make() throws CannotOpenException;
    }

    /** Runs something on OPENER. */
    void open(Runnable command) {
        opener.execute(command);
    }

    /** Opens one line and counts it as used; on OPENER. Null if it cannot be opened, which {@code onFailed} is told. */
    <T extends Line> @Nullable T make(long serviceId, Maker<T> maker, Consumer<Throwable> onFailed) {
        uses.begin(serviceId);
        try {
            T line = maker.make();
            open.add(line);
            return line;
        } catch (CannotOpenException | RuntimeException | Error e) {
            uses.end(serviceId);
            onFailed.accept(e);
            return null;
        }
    }

    /** Closes a line that no agent is inside any more; from any agent, and harmless if it was done before. */
    void retire(@Nullable Line line) {
        if (line != null && open.remove(line)) {
            opener.execute(() -> {
                try {
                    line.close();
                } catch (RuntimeException | Error e) {
                    LOG.warn(
                            "Strategy '{}' failed while it was closed",
                            line.provider().id(),
                            e);
                } finally {
                    uses.end(line.provider().serviceId());
                }
            });
        }
    }

    /** Ends both; what is being opened is closed before. Not on either of them. */
    @Override
    public void close() {
        CountDownLatch settled = new CountDownLatch(1);
        opener.execute(() -> control.execute(() -> opener.execute(settled::countDown)));
        try {
            if (!settled.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
                LOG.warn("Something of the sound is still being opened or closed and is left alone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        control.join(PATIENCE_NANOS);
        opener.join(PATIENCE_NANOS);
    }
}
