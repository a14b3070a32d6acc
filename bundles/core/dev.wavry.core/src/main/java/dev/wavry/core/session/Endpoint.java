package dev.wavry.core.session;

import dev.wavry.agent.Agent;
import dev.wavry.agent.Duty;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.core.stream.Opener;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The carriers of one end with the agent that reads them. CONTROL, RECEIVE and the timers share that agent, so what a session decides needs no locks; a
 * second agent opens and closes what takes long.
 */
final class Endpoint implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    /** What runs on the agent besides reading. */
    interface Work {
        /** Called after every round of arrivals and when {@link #nextDeadlineNanos} has come. */
        int work(long nowNanos);

        /** When to call at the latest. */
        long nextDeadlineNanos();
    }

    private static final long COMPLAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final MediaClock clock;
    private final Carriers carriers;
    private volatile Carrier carrier;
    private final Work work;
    private final Agent net;
    private volatile Agent opener;
    private long complainAtNanos = Long.MIN_VALUE;
    private volatile long sleepUntilNanos = Long.MIN_VALUE;
    private volatile boolean ended;

    /** Opens the carrier on the calling thread; OPENER runs from now on, everything else from {@link #start} on. */
    Endpoint(String name, Transport transport, CarrierSpec spec, MediaClock clock, Carriers.Arrivals sink, Work work)
            throws CannotOpenException {
        this.clock = clock;
        this.work = work;
        this.carriers = new Carriers(
                clock, (by, from, datagram, arrivalNanos) -> arrived(sink, by, from, datagram, arrivalNanos));
        Carriers.Plug first = carriers.open(transport, spec);
        carriers.add(first);
        this.carrier = first.carrier();
        this.net = new Agent("wavry-" + name + "-net", clock::nanoTime, this, carriers, cause -> failed("net", cause));
        this.name = name;
        this.opener = newOpener();
    }

    /** What a client's carrier is opened for: bound to loopback if the host is there, else to any address. */
    static CarrierSpec towards(InetSocketAddress host) {
        InetAddress far = host.getAddress();
        InetAddress local = far != null && far.isLoopbackAddress() ? far : null;
        return new CarrierSpec(new InetSocketAddress(local, 0), host);
    }

    /** What still runs after the end was left alone, and its classes may be gone before it: its failures tell nothing. */
    private void failed(String agent, Throwable cause) {
        if (!ended) {
            LOG.error("Something failed on the {} agent", agent, cause);
        }
    }

    void start() {
        net.start();
    }

    /** What is used now; any thread. */
    Carrier carrier() {
        return carrier;
    }

    /** For whoever exchanges them; on CONTROL. */
    Carriers carriers() {
        return carriers;
    }

    /** Makes this the one that is used, with the old one still read; on CONTROL. */
    void use(Carriers.Plug plug) {
        carriers.prefer(plug);
        carrier = plug.carrier();
    }

    /** Reads this one no more and closes it; on CONTROL. If it was the one that is used, everything is lost until there is another. */
    void drop(Carriers.Plug plug, Runnable closed) {
        carriers.remove(plug);
        if (carrier == plug.carrier()) {
            carrier = new NoCarrier(plug.carrier().local());
        }
        open(() -> {
            plug.close();
            control(closed);
        });
    }

    /** Runs something on CONTROL. */
    void control(Runnable command) {
        net.execute(command);
    }

    /** Runs something on OPENER. */
    void open(Runnable command) {
        opener.execute(command);
    }

    private Agent newOpener() {
        return new Agent(
                        "wavry-" + name + "-opener",
                        clock::nanoTime,
                        now -> 0,
                        new ParkingSleep(),
                        cause -> failed("opener", cause))
                .start();
    }

    /** OPENER for those who can tell when it will never return; they are on CONTROL. */
    Opener opener() {
        return new Opener() {
            @Override
            public void execute(Runnable command) {
                open(command);
            }

            @Override
            public void abandon() {
                Agent stuck = opener;
                opener = newOpener();
                stuck.abandonTo(opener);
            }
        };
    }

    boolean onControl() {
        return net.isHere();
    }

    /** Somebody sent on another agent and has a deadline now: wake the net agent if it would sleep through it. */
    void deadlineMoved(long deadlineNanos) {
        if (deadlineNanos < sleepUntilNanos && !net.isHere()) {
            net.wake();
        }
    }

    /** Ends both agents and closes the carrier; on neither of them. */
    void stop() {
        settle();
        opener.join(2_000_000_000L);
        if (net.isHere()) {
            net.stop();
        } else {
            net.join(2_000_000_000L);
        }
        ended = true;
        carriers.close();
    }

    /** What is being opened is handed to CONTROL, which sends what it does not want any more back to be closed. */
    private void settle() {
        CountDownLatch settled = new CountDownLatch(1);
        opener.execute(() -> net.execute(() -> opener.execute(settled::countDown)));
        try {
            if (!settled.await(2, TimeUnit.SECONDS)) {
                LOG.warn("Something is still being opened or closed and is left alone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int doWork(long nowNanos) {
        sleepUntilNanos = Long.MIN_VALUE;
        int done = 0;
        try {
            done = carriers.doWork();
            done += work.work(done == 0 ? nowNanos : clock.nanoTime());
        } catch (RuntimeException | Error e) {
            complain(e);
        }
        return done;
    }

    /** One defect must not end everybody's sessions, nor fill the disk with its traces. */
    private void complain(Throwable cause) {
        long now = clock.nanoTime();
        if (now >= complainAtNanos) {
            complainAtNanos = now + COMPLAIN_NANOS;
            LOG.error("Something failed on the net agent, which goes on", cause);
        }
    }

    private void arrived(Carriers.Arrivals sink, Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        try {
            sink.arrived(by, from, datagram, arrivalNanos);
        } catch (RuntimeException | Error e) {
            complain(e);
        }
    }

    @Override
    public long nextDeadlineNanos() {
        // Published first, read again afterwards: a sender that moved its deadline in between is seen by one of the
        // two.
        sleepUntilNanos = Long.MAX_VALUE;
        long deadline = work.nextDeadlineNanos();
        sleepUntilNanos = deadline;
        return deadline;
    }
}
