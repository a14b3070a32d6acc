package dev.wavry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A network between one client and a host on this machine that takes its time and loses datagrams at random, the same ones for the
 * same seed and traffic. Datagrams keep their order. What does not fit into its queue is lost too.
 */
public final class BadWire implements AutoCloseable {
    private static final int LARGEST = 1 << 16;
    private static final int MOST_WAITING = 4096;

    private final DatagramChannel near;
    private final DatagramChannel far;
    private final long delayNanos;
    private final double loss;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong carried = new AtomicLong();
    private volatile @Nullable SocketAddress client;
    private volatile boolean closed;

    private record Late(ByteBuffer bytes, long dueNanos) {}

    /**
     * Opens it.
     *
     * @param host where datagrams from the client go
     * @param delayNanos one way
     * @param loss part of the datagrams that are lost in each direction, 0 to 1
     */
    public BadWire(InetSocketAddress host, long delayNanos, double loss, long seed) {
        this.delayNanos = delayNanos;
        this.loss = loss;
        Clock.sharpNaps();
        try {
            near = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            far = DatagramChannel.open().connect(host);
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        carry("to-host", near, far, new Random(seed));
        carry("to-client", far, near, new Random(seed + 1));
    }

    /** Where the client has to send to instead. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) near.getLocalAddress();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Datagrams lost so far, both directions together. */
    public long lost() {
        return lost.get();
    }

    /** Datagrams carried so far, both directions together. */
    public long carried() {
        return carried.get();
    }

    private void carry(String name, DatagramChannel from, DatagramChannel to, Random random) {
        BlockingQueue<Late> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        thread("bad-wire-in-" + name, () -> read(from, waiting, random));
        thread("bad-wire-out-" + name, () -> write(to, waiting));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    Clock.sharpNaps();
                    while (!closed) {
                        try {
                            work.run();
                        } catch (IOException | InterruptedException unreachableOrClosed) {
                            // A host that is gone refuses datagrams; a real network would just lose them.
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(DatagramChannel from, BlockingQueue<Late> waiting, Random random) throws IOException {
        ByteBuffer arrival = ByteBuffer.allocate(LARGEST);
        SocketAddress sender = from.receive(arrival);
        long due = System.nanoTime() + delayNanos;
        if (from == near) {
            client = sender;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(arrival.flip().remaining()).put(arrival).flip();
        if (random.nextDouble() < loss || !waiting.offer(new Late(bytes, due))) {
            lost.incrementAndGet();
        }
    }

    private void write(DatagramChannel to, BlockingQueue<Late> waiting) throws IOException, InterruptedException {
        Late next = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (next == null) {
            return;
        }
        for (long left = next.dueNanos - System.nanoTime(); left > 0; left = next.dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        SocketAddress target = client;
        if (to == far) {
            to.write(next.bytes);
        } else if (target != null) {
            to.send(next.bytes, target);
        }
        carried.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        try {
            near.close();
            far.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
