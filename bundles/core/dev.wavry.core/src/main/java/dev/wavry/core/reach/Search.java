package dev.wavry.core.reach;

import dev.wavry.core.slot.HandleContext;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One strategy's search on a carrier, for everybody or for one peer. */
final class Search extends HandleContext implements GatherContext {
    final String strategy;
    final @Nullable ReachPeer peer;
    private final ReachCarrier carrier;
    private @Nullable Gathering gathering;
    private String refusal = "";
    private volatile long callAtNanos = Long.MAX_VALUE;

    Search(ReachCarrier carrier, String strategy, @Nullable ReachPeer peer, MediaClock clock) {
        super(clock, why -> {}, cause -> {});
        this.carrier = carrier;
        this.strategy = strategy;
        this.peer = peer;
    }

    void open(NatStrategy service, GatherSpec spec) {
        try {
            gathering = service.gather(spec, this);
        } catch (CannotOpenException e) {
            refusal = e.what();
        }
    }

    @Nullable
    Gathering gathering() {
        return gathering;
    }

    /** Why it found nothing, if it did not. */
    Optional<String> refusal() {
        Gathering running = gathering;
        return running == null ? Optional.of(refusal) : running.refusal();
    }

    boolean complete() {
        Gathering running = gathering;
        return running == null || running.complete();
    }

    int work(long now) {
        Gathering running = gathering;
        if (running == null || now < callAtNanos) {
            return 0;
        }
        callAtNanos = Long.MAX_VALUE;
        return running.doWork();
    }

    long nextNanos() {
        return callAtNanos;
    }

    @Override
    public void found(Candidate candidate) {
        carrier.execute(() -> carrier.found(this, candidate));
    }

    @Override
    public PathAddress address(InetSocketAddress socket) {
        return carrier.address(socket);
    }

    @Override
    public Offer send(PathAddress to, ByteBuffer datagram) {
        return carrier.inner().send(to, datagram);
    }

    @Override
    public void deliver(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        Gathering running = gathering;
        if (running != null) {
            carrier.through(running, from, datagram, arrivalNanos);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        return carrier.sign(message);
    }

    @Override
    public RandomGenerator random() {
        return carrier.random();
    }

    @Override
    public void callAt(long nanos) {
        callAtNanos = nanos;
    }
}
