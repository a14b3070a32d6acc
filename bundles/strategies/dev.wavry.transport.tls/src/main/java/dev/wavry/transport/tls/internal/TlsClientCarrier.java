package dev.wavry.transport.tls.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.PathAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to one peer, made again by itself when it breaks: a session outlives it. */
final class TlsClientCarrier extends TlsCarrier {
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final InetSocketAddress bind;
    private final InetSocketAddress peer;
    private volatile @Nullable TlsLink link;
    private volatile InetSocketAddress local;
    private long pauseNanos = SHORTEST_PAUSE_NANOS;
    private long connectNanos;

    TlsClientCarrier(
            InetSocketAddress bind, InetSocketAddress peer, Engines engines, Limits limits, CarrierContext context)
            throws CannotOpenException {
        super(selector(), engines, limits, context);
        this.bind = bind;
        this.peer = peer;
        this.local = bind;
        this.connectNanos = clock.nanoTime();
        if (peer.getAddress() == null) {
            throw new CannotOpenException(
                    CannotOpenException.Reason.NOT_HERE,
                    "TLS cannot reach '" + peer.getHostString() + "' because the name has no address",
                    "Check the spelling and the name server");
        }
        connect(connectNanos);
    }

    private void connect(long now) {
        connectNanos = now + pauseNanos;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.bind(bind);
            channel.configureBlocking(false);
            boolean done = channel.connect(peer);
            TlsLink fresh = link(channel, false, peer, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, now);
            local = (InetSocketAddress) channel.getLocalAddress();
            link = fresh;
            if (done) {
                fresh.pushOut();
            }
        } catch (IOException | RuntimeException e) {
            counters.broken.add(1);
            TlsListener.closeQuietly(channel);
        }
    }

    @Override
    int ready(SelectionKey key, long now) {
        if (!(key.attachment() instanceof TlsLink one)) {
            return 0;
        }
        if (key.isConnectable()) {
            one.connected();
            return 1;
        }
        int done = 0;
        if (key.isWritable()) {
            one.pushOut();
            done++;
        }
        return done + read(one, now);
    }

    @Override
    void sweep(long now) {
        TlsLink one = link;
        if (one != null && one.slow(now, limits.patienceNanos())) {
            counters.slow.add(1);
            one.close();
        }
        if (one != null && !one.isClosed()) {
            pauseNanos = one.secure() ? SHORTEST_PAUSE_NANOS : pauseNanos;
        } else if (now >= connectNanos) {
            connect(now);
        }
    }

    @Override
    long wakeNanos(long now) {
        TlsLink one = link;
        return one != null && !one.isClosed() && one.secure() ? TimeUnit.SECONDS.toNanos(1) : SHORTEST_PAUSE_NANOS;
    }

    @Override
    @Nullable
    TlsLink to(PathAddress address) {
        return peer.equals(address.socket()) ? link : null;
    }

    @Override
    void flushAll() {
        TlsLink one = link;
        if (one != null) {
            one.flush();
        }
    }

    @Override
    void closeAll() {
        TlsLink one = link;
        if (one != null) {
            one.close();
        }
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }
}
