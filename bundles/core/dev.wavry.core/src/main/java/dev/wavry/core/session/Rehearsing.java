package dev.wavry.core.session;

import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.stream.Rehearsal;
import dev.wavry.core.stream.ViewerRehearsal;
import dev.wavry.rift.RiftSettings;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Transport;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs the rehearsals of an endpoint step by step on OPENER, so that whatever is really opened waits for one step at the most. Each
 * runs without a break for a moment, so that what a first session needs is there; some seconds later each goes on with breaks, until
 * the compiler has seen enough.
 */
final class Rehearsing {
    /** A client that comes at once should not meet a busy host. */
    private static final long WITHOUT_BREAK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A slow codec compiles nothing more by going on for longer. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

    /** A quarter of one processor is taken, and a session that opens something waits for no more than this. */
    private static final long BREAK_NANOS = TimeUnit.MILLISECONDS.toNanos(6);

    /** Somebody who started this for a first session has it by then. */
    private static final long UNTIL_BREAKS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long WHILE_BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Endpoint endpoint;
    private final MediaClock clock;
    private final List<Supplier<Rehearsal>> makers;
    private final List<Rehearsal> rehearsals = new ArrayList<>();
    private final BooleanSupplier enough;
    private final BooleanSupplier busy;
    private final long[] spentNanos;
    private final boolean[] done;
    private long fromNanos;
    private boolean over;

    /**
     * @param makers asked on OPENER one after the other, because making keys takes a while in a young process
     * @param enough true once nobody has use for it any more; asked on OPENER
     * @param busy true while a person waits for something that matters more; asked on OPENER
     */
    Rehearsing(
            Endpoint endpoint,
            MediaClock clock,
            List<Supplier<Rehearsal>> makers,
            BooleanSupplier enough,
            BooleanSupplier busy) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.makers = List.copyOf(makers);
        this.enough = enough;
        this.busy = busy;
        spentNanos = new long[makers.size()];
        done = new boolean[makers.size()];
    }

    /** What a client rehearses. */
    static Rehearsing ofClient(
            Endpoint endpoint,
            Transport transport,
            RiftSettings settings,
            SecureRandom random,
            StrategyCatalog catalog,
            MediaClock clock,
            BooleanSupplier enough) {
        return new Rehearsing(
                endpoint,
                clock,
                List.of(
                        () -> new WireRehearsal(transport, settings, random, clock),
                        () -> new ViewerRehearsal(catalog.snapshot(), clock)),
                enough,
                () -> false);
    }

    /** Begins; any thread. */
    void start() {
        fromNanos = clock.nanoTime() + UNTIL_BREAKS_NANOS;
        endpoint.open(this::next);
    }

    /** Gives back what the rehearsals hold, because a strategy leaves; any thread. */
    void stop() {
        endpoint.open(this::end);
    }

    private void end() {
        over = true;
        rehearsals.forEach(Rehearsal::close);
        // They know the strategies of the time when they began, whose bundles may leave.
        rehearsals.clear();
    }

    private void next() {
        if (over || enough.getAsBoolean()) {
            end();
            return;
        }
        if (busy.getAsBoolean()) {
            LockSupport.parkNanos(this, WHILE_BUSY_NANOS);
            endpoint.open(this::next);
            return;
        }
        int one = shortOf(WITHOUT_BREAK_NANOS);
        if (one < 0) {
            LockSupport.parkNanos(this, BREAK_NANOS);
            one = shortOf(MOST_NANOS);
        }
        if (one < 0) {
            end();
            return;
        }
        if (spentNanos[one] < WITHOUT_BREAK_NANOS || clock.nanoTime() - fromNanos > 0) {
            step(one);
        }
        endpoint.open(this::next);
    }

    /** The first that has something left to do and has not taken so long; negative if none. */
    private int shortOf(long nanos) {
        for (int i = 0; i < done.length; i++) {
            if (!done[i] && spentNanos[i] < nanos) {
                return i;
            }
        }
        return -1;
    }

    private void step(int one) {
        long from = clock.nanoTime();
        if (rehearsals.size() == one) {
            rehearsals.add(makers.get(one).get());
        }
        done[one] = !rehearsals.get(one).step();
        spentNanos[one] += clock.nanoTime() - from;
    }
}
