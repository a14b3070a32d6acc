package dev.wavry.transport.tls.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.PathAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What carriers of hosts and clients share: one agent reads and waits, any number send. */
abstract class TlsCarrier implements Carrier {
    /** How often is looked for connections that are too slow or silent. */
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    final Engines engines;
    final Limits limits;
    final MediaClock clock;
    final TlsCounters counters;
    final Selector selector;
    final CarrierContext context;
    private final Waiter waiter;
    private final List<SelectionKey> ready = new ArrayList<>();
    private final Consumer<SelectionKey> collect = ready::add;
    private final ByteBuffer plain = ByteBuffer.allocateDirect(4 * FrameReader.LARGEST_BYTES);
    private long sweepNanos = Long.MIN_VALUE;
    volatile boolean closed;
    private volatile boolean draining;
    private volatile boolean emptied;

    TlsCarrier(Selector selector, Engines engines, Limits limits, CarrierContext context) {
        this.selector = selector;
        this.engines = engines;
        this.limits = limits;
        this.context = context;
        this.clock = context.clock();
        this.counters = new TlsCounters(context.counters());
        this.waiter = new Waiter(selector);
    }

    static Selector selector() throws CannotOpenException {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new CannotOpenException(
                    CannotOpenException.Reason.BROKEN,
                    "TLS on TCP cannot wait for its sockets: " + e.getMessage(),
                    "Check the limit of open files of this machine",
                    e);
        }
    }

    /** Something may be read, written, accepted or is connected. */
    abstract int ready(SelectionKey key, long now);

    /** Several times a second. */
    abstract void sweep(long now);

    /** When something is to be done although nothing arrives. */
    abstract long wakeNanos(long now);

    @Nullable
    abstract TlsLink to(PathAddress address);

    abstract void flushAll();

    abstract void closeAll();

    /** Prepares what every connection gets. */
    final TlsLink link(SocketChannel channel, boolean server, InetSocketAddress far, int interest, long now)
            throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, limits.sendBufferBytes());
        TlsStream stream = new TlsStream(channel, engines.engine(server), limits.queueBytes());
        SelectionKey key = channel.register(selector, interest);
        PathAddress address = new PathAddress(TlsTransport.ID, far);
        TlsLink link = new TlsLink(channel, key, stream, address, limits.queueBytes(), now);
        key.attach(link);
        counters.connections.add(1);
        return link;
    }

    final int read(TlsLink link, long now) {
        return link.read(plain, now, datagram -> {
            counters.receivedDatagrams.add(1);
            context.sink().arrived(link.address(), datagram, now);
        });
    }

    @Override
    public final int doWork() {
        if (closed) {
            return 0;
        }
        long now = clock.nanoTime();
        int done = 0;
        try {
            selector.selectNow(collect);
            for (int i = 0; i < ready.size(); i++) {
                SelectionKey key = ready.get(i);
                done += key.isValid() ? ready(key, now) : 0;
            }
        } catch (IOException e) {
            closed = true;
            context.events().failed(e);
        } catch (ClosedSelectorException e) {
            closed = true;
        } finally {
            ready.clear();
        }
        if (now >= sweepNanos) {
            sweepNanos = now + SWEEP_NANOS;
            sweep(now);
        }
        emptied = done == 0;
        return done;
    }

    @Override
    public final Offer send(PathAddress to, ByteBuffer datagram) {
        if (closed || draining) {
            return Offer.CLOSED;
        }
        int position = datagram.position();
        TlsLink link = to(to);
        if (link == null || datagram.remaining() == 0 || datagram.remaining() > FrameReader.LARGEST_BYTES) {
            counters.sentNobody.add(1);
            return Offer.DROPPED;
        }
        Offer offer = link.send(datagram, clock.nanoTime());
        datagram.position(position);
        (offer == Offer.ACCEPTED ? counters.sentDatagrams : counters.sentFull).add(1);
        return offer;
    }

    @Override
    public final boolean takes(PathAddress to) {
        TlsLink link = closed ? null : to(to);
        return link == null || link.takes();
    }

    @Override
    public final void flush() {
        if (!closed) {
            flushAll();
        }
    }

    @Override
    public final PathAddress address(InetSocketAddress socket) {
        return new PathAddress(TlsTransport.ID, socket);
    }

    @Override
    public final void await(long maxNanos) {
        if (!closed) {
            waiter.await(Math.min(maxNanos, wakeNanos(clock.nanoTime())));
        }
    }

    @Override
    public final void wake() {
        waiter.wake();
    }

    @Override
    public final void beginDrain() {
        emptied = false;
        draining = true;
    }

    @Override
    public final boolean drained() {
        return closed || draining && emptied;
    }

    @Override
    public final void close() {
        closed = true;
        closeAll();
        try {
            selector.close();
        } catch (IOException ignored) {
            // Nothing is left to wait for.
        }
    }
}
