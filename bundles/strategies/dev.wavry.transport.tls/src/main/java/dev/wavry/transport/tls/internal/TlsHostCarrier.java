package dev.wavry.transport.tls.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.PathAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Listens for many peers and bounds what strangers can take: how many, how often, for how long. */
final class TlsHostCarrier extends TlsCarrier {
    /** Handshakes cost a millisecond of the agent that carries everybody's sessions. */
    private static final int HANDSHAKES_A_SECOND = 16;

    private static final int MOST_HANDSHAKES_AT_ONCE = 32;
    private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(1) / HANDSHAKES_A_SECOND;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final InetSocketAddress local;
    private final Map<SocketAddress, TlsLink> links = new ConcurrentHashMap<>();
    private final Object listening = new Object();
    private @Nullable ServerSocketChannel listener;
    private long handshakesFrom;

    TlsHostCarrier(ServerSocketChannel listener, Engines engines, Limits limits, CarrierContext context)
            throws CannotOpenException {
        super(selector(), engines, limits, context);
        this.handshakesFrom = clock.nanoTime() - MOST_HANDSHAKES_AT_ONCE * HANDSHAKE_NANOS;
        try {
            this.local = (InetSocketAddress) listener.getLocalAddress();
            listen(listener);
        } catch (IOException e) {
            TlsListener.closeQuietly(listener);
            throw new CannotOpenException(
                    CannotOpenException.Reason.BROKEN,
                    "TLS cannot listen: " + e.getMessage(),
                    "Check the limit of open files of this machine",
                    e);
        }
    }

    private void listen(ServerSocketChannel channel) throws IOException {
        synchronized (listening) {
            listener = channel;
            channel.register(selector, SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    int ready(SelectionKey key, long now) {
        if (!(key.attachment() instanceof TlsLink link)) {
            accept((ServerSocketChannel) key.channel(), now);
            return 1;
        }
        int done = 0;
        if (key.isWritable()) {
            link.pushOut();
            done++;
        }
        done += read(link, now);
        if (link.isClosed()) {
            forget(link);
        }
        return done;
    }

    private void forget(TlsLink link) {
        if (links.remove(link.address().socket(), link)) {
            counters.broken.add(1);
        }
        link.close();
    }

    private void accept(ServerSocketChannel from, long now) {
        SocketChannel channel = null;
        try {
            channel = from.accept();
            if (channel == null) {
                return;
            }
            InetSocketAddress far = (InetSocketAddress) channel.getRemoteAddress();
            if (!mayCome(far, now)) {
                counters.refused.add(1);
                channel.close();
                return;
            }
            links.put(far, link(channel, true, far, SelectionKey.OP_READ, now));
        } catch (IOException | RuntimeException e) {
            counters.broken.add(1);
            TlsListener.closeQuietly(channel);
        }
    }

    private boolean mayCome(InetSocketAddress far, long now) {
        long sameAddress = links.keySet().stream()
                .filter(other -> ((InetSocketAddress) other).getAddress().equals(far.getAddress()))
                .count();
        if (sameAddress >= limits.maxConnectionsOfOneAddress()) {
            return false;
        }
        handshakesFrom = Math.max(handshakesFrom, now - MOST_HANDSHAKES_AT_ONCE * HANDSHAKE_NANOS);
        if (now - handshakesFrom < HANDSHAKE_NANOS) {
            return false;
        }
        handshakesFrom += HANDSHAKE_NANOS;
        if (links.size() >= limits.maxConnections()) {
            // Whoever has a session is sent to all the time; the others can try again.
            TlsLink least = links.values().stream()
                    .min(Comparator.comparingLong(TlsLink::sentNanos))
                    .orElseThrow();
            if (now - least.sentNanos() < SECOND && least.sentNanos() != Long.MIN_VALUE) {
                return false;
            }
            forget(least);
        }
        return true;
    }

    @Override
    void sweep(long now) {
        long patience = limits.patienceNanos();
        long silence = limits.silenceNanos();
        for (TlsLink link : links.values()) {
            boolean slow = link.slow(now, patience);
            if (slow) {
                counters.slow.add(1);
            }
            if (slow || link.isClosed() || link.silent(now, silence)) {
                forget(link);
            }
        }
    }

    @Override
    long wakeNanos(long now) {
        return links.isEmpty() ? Long.MAX_VALUE : SECOND;
    }

    @Override
    @Nullable
    TlsLink to(PathAddress address) {
        return links.get(address.socket());
    }

    @Override
    void flushAll() {
        for (TlsLink link : links.values()) {
            link.flush();
        }
    }

    @Override
    void closeAll() {
        synchronized (listening) {
            TlsListener.closeQuietly(listener);
            listener = null;
        }
        links.values().forEach(TlsLink::close);
        links.clear();
    }

    /** Connections stay; only new ones go to the other carrier, because TCP lets one listen at a time. */
    @Override
    public boolean share(boolean allowed) {
        synchronized (listening) {
            if (allowed) {
                return listener == null || stopListening(listener);
            }
            try {
                if (listener == null && !closed) {
                    listen(TlsListener.open(local));
                    selector.wakeup();
                }
                return true;
            } catch (CannotOpenException | IOException e) {
                context.events().failed(e);
                return false;
            }
        }
    }

    /** A socket that is waited for is only gone once nobody waits for it any more. */
    private boolean stopListening(ServerSocketChannel old) {
        listener = null;
        TlsListener.closeQuietly(old);
        long end = clock.nanoTime() + SECOND;
        try {
            while (old.isRegistered() && clock.nanoTime() < end) {
                selector.wakeup();
                selector.selectNow(key -> {});
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        } catch (IOException | ClosedSelectorException e) {
            return false;
        }
        return !old.isRegistered();
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }
}
