package dev.wavry.core.session;

import dev.wavry.agent.ParkingSleep;
import dev.wavry.agent.Sleep;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.core.slot.HandleSleep;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The carriers of one agent: one as a rule, two while sessions cross from the one to the other, none while the only one is exchanged.
 * The first is the one to sleep in. Changed on the agent only.
 */
final class Carriers implements Sleep {
    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

    /** With two carriers it sleeps in one and must look after the other; this lasts for a few round trips. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final MediaClock clock;
    private final Arrivals arrivals;
    private final ParkingSleep nowhere = new ParkingSleep();
    private volatile Plug[] plugs = {};
    private Consumer<Plug> onFailed = plug -> {};

    /** Takes what arrives, with the carrier it came by. */
    interface Arrivals {
        /** Like {@link DatagramSink#arrived}. */
        void arrived(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos);
    }

    Carriers(MediaClock clock, Arrivals arrivals) {
        this.clock = clock;
        this.arrivals = arrivals;
    }

    /** One open carrier and what belongs to it. */
    static final class Plug {
        private final Context context;
        private boolean lossless;
        private @Nullable Carrier carrier;
        private @Nullable HandleSleep sleep;

        private Plug(MediaClock clock, Arrivals arrivals, Consumer<Plug> onFailed) {
            this.context = new Context(
                    clock,
                    (from, datagram, arrivalNanos) -> arrivals.arrived(carrier(), from, datagram, arrivalNanos),
                    cause -> {
                        LOG.error("The carrier failed: {}", String.valueOf(cause.getMessage()));
                        onFailed.accept(this);
                    });
        }

        Carrier carrier() {
            Carrier opened = carrier;
            if (opened == null) {
                throw new IllegalStateException("a carrier that never opened");
            }
            return opened;
        }

        private HandleSleep sleep() {
            HandleSleep opened = sleep;
            if (opened == null) {
                throw new IllegalStateException("a carrier that never opened");
            }
            return opened;
        }

        /** Nobody reads or sends any more. On OPENER. */
        void close() {
            sleep().shut();
            carrier().close();
            context.mute();
        }
    }

    /** Opens one that nobody reads yet; on OPENER, or before the agent starts. */
    Plug open(Transport transport, CarrierSpec spec) throws CannotOpenException {
        Plug plug = new Plug(clock, arrivals, failed -> onFailed.accept(failed));
        Carrier opened = transport.open(spec, plug.context);
        plug.carrier = opened;
        plug.lossless = transport.traits().reliable();
        plug.sleep = new HandleSleep(opened);
        return plug;
    }

    /** Told on any thread of a carrier that is dead. */
    void onFailed(Consumer<Plug> listener) {
        onFailed = listener;
    }

    /** Reads this one too. */
    void add(Plug plug) {
        Plug[] more = Arrays.copyOf(plugs, plugs.length + 1);
        more[plugs.length] = plug;
        plugs = more;
    }

    /** Makes it the first. */
    void prefer(Plug plug) {
        remove(plug);
        Plug[] more = new Plug[plugs.length + 1];
        more[0] = plug;
        System.arraycopy(plugs, 0, more, 1, plugs.length);
        plugs = more;
    }

    /** Reads it no more; close it afterwards. */
    void remove(Plug plug) {
        plugs = Arrays.stream(plugs).filter(one -> one != plug).toArray(Plug[]::new);
    }

    /** The first, or null if there is none. */
    @Nullable
    Plug first() {
        Plug[] now = plugs;
        return now.length == 0 ? null : now[0];
    }

    /** Whether this one delivers all, in order. */
    boolean isLossless(Carrier carrier) {
        for (Plug plug : plugs) {
            if (plug.carrier == carrier) {
                return plug.lossless;
            }
        }
        return false;
    }

    int doWork() {
        int done = 0;
        for (Plug plug : plugs) {
            done += plug.carrier().doWork();
        }
        return done;
    }

    /** Closes all; once the agents have ended. */
    void close() {
        for (Plug plug : plugs) {
            plug.close();
        }
    }

    @Override
    public void await(long maxNanos) {
        Plug[] now = plugs;
        if (now.length == 0) {
            nowhere.await(maxNanos);
        } else {
            now[0].sleep().await(now.length == 1 ? maxNanos : Math.min(maxNanos, LOOK_NANOS));
        }
    }

    /** The agent changes its carriers only while it is awake, and looks for work before it sleeps again: none of this is missed. */
    @Override
    public void wake() {
        Plug[] now = plugs;
        if (now.length == 0) {
            nowhere.wake();
        } else {
            now[0].sleep().wake();
        }
    }

    private static final class Context extends HandleContext implements CarrierContext {
        private final DatagramSink sink;

        Context(MediaClock clock, DatagramSink sink, Consumer<Throwable> onFailed) {
            super(clock, why -> LOG.info("The carrier wants to be opened anew: {}", why), onFailed);
            this.sink = sink;
        }

        @Override
        public DatagramSink sink() {
            return sink;
        }
    }
}
