package dev.wavry.transport.udp.internal;

import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * One UDP socket. One agent reads and waits, any number send; sending takes a lock for the length of the system call, which the
 * JDK's channel would take anyway, so that the counters have one writer at a time.
 */
final class UdpCarrier implements Carrier {
    /** About 0.3 ms of reading at 5 us each, so that an agent with other duties gets to them. */
    private static final int MAX_DATAGRAMS_PER_DUTY = 64;

    private final UdpSocket socket;
    private final DatagramChannel channel;
    private final Waiter waiter;
    private final @Nullable PathAddress peer;
    private final PathAddresses addresses = new PathAddresses();
    private final DatagramSink sink;
    private final MediaClock clock;
    private final CarrierContext context;
    private final UdpCounters counters;
    private final ByteBuffer arrival = ByteBuffer.allocateDirect(1 << 16);
    private final Object sending = new Object();
    private volatile boolean draining;
    private volatile boolean closed;
    private volatile boolean emptied;

    UdpCarrier(UdpSocket socket, @Nullable InetSocketAddress peer, CarrierContext context) {
        this.socket = socket;
        this.channel = socket.channel();
        this.waiter = new Waiter(socket.selector());
        this.peer = peer == null ? null : addresses.of(peer);
        this.sink = context.sink();
        this.clock = context.clock();
        this.context = context;
        this.counters = new UdpCounters(
                context.counters(), sizeOf(StandardSocketOptions.SO_RCVBUF), sizeOf(StandardSocketOptions.SO_SNDBUF));
    }

    private int sizeOf(java.net.SocketOption<Integer> option) {
        try {
            return channel.getOption(option);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public int doWork() {
        int read = 0;
        try {
            while (read < MAX_DATAGRAMS_PER_DUTY && readOne()) {
                read++;
            }
        } catch (ClosedChannelException e) {
            closed = true;
        } catch (IOException e) {
            if (!closed) {
                closed = true;
                context.events().failed(e);
            }
        }
        emptied = read < MAX_DATAGRAMS_PER_DUTY;
        return read;
    }

    private boolean readOne() throws IOException {
        arrival.clear();
        SocketAddress from;
        try {
            from = channel.receive(arrival);
        } catch (PortUnreachableException e) {
            counters.receivedUnreachable.add(1);
            return true;
        }
        if (from == null) {
            return false;
        }
        long arrivalNanos = clock.nanoTime();
        arrival.flip();
        counters.receivedDatagrams.add(1);
        counters.receivedBytes.add(arrival.remaining());
        PathAddress sender = peer != null ? peer : addresses.of((InetSocketAddress) from);
        sink.arrived(sender, arrival, arrivalNanos);
        return true;
    }

    @Override
    public Offer send(PathAddress to, ByteBuffer datagram) {
        if (closed || draining) {
            return Offer.CLOSED;
        }
        int position = datagram.position();
        int bytes = datagram.remaining();
        synchronized (sending) {
            try {
                if (bytes == 0 || bytes > UdpTransport.LARGEST_DATAGRAM_BYTES) {
                    // Connected channels cannot send an empty datagram: their write skips the system call.
                    counters.sentRefused.add(1);
                    return Offer.DROPPED;
                }
                return count(write(to, datagram), bytes);
            } catch (ClosedChannelException e) {
                return Offer.CLOSED;
            } catch (IOException | RuntimeException e) {
                counters.sentRefused.add(1);
                return Offer.DROPPED;
            } finally {
                datagram.position(position);
            }
        }
    }

    /** Bytes written, 0 if the socket's buffer is full, -1 if it is not for this socket. */
    private int write(PathAddress to, ByteBuffer datagram) throws IOException {
        if (peer != null && !to.equals(peer)) {
            return -1;
        }
        try {
            return writeOnce(to, datagram);
        } catch (PortUnreachableException e) {
            // The kernel reports the fate of an earlier datagram in place of sending this one.
            counters.sentUnreachable.add(1);
            return writeOnce(to, datagram);
        }
    }

    private int writeOnce(PathAddress to, ByteBuffer datagram) throws IOException {
        return peer != null ? channel.write(datagram) : channel.send(datagram, to.socket());
    }

    private Offer count(int written, int bytes) {
        if (written > 0) {
            counters.sentDatagrams.add(1);
            counters.sentBytes.add(bytes);
            return Offer.ACCEPTED;
        }
        (written == 0 ? counters.sentFull : counters.sentRefused).add(1);
        return Offer.DROPPED;
    }

    /** Every datagram leaves at once: the JDK has no call that sends several. */
    @Override
    public void flush() {}

    @Override
    public InetSocketAddress local() {
        return socket.local();
    }

    @Override
    public boolean share(boolean allowed) {
        try {
            return UdpSocket.share(channel, allowed);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public PathAddress address(InetSocketAddress target) {
        return addresses.of(target);
    }

    @Override
    public void await(long maxNanos) {
        if (!closed) {
            waiter.await(maxNanos);
        }
    }

    @Override
    public void wake() {
        waiter.wake();
    }

    @Override
    public void beginDrain() {
        emptied = false;
        draining = true;
    }

    @Override
    public boolean drained() {
        return closed || (draining && emptied);
    }

    @Override
    public void close() {
        closed = true;
        UdpSocket.closeQuietly(socket.selector(), channel);
    }
}
