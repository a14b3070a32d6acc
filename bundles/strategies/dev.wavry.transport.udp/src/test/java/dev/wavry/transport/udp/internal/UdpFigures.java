package dev.wavry.transport.udp.internal;

import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.PathAddress;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/** Prints what a datagram costs on the loopback interface of this machine; run by hand. */
final class UdpFigures {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;

    private UdpFigures() {}

    private static final long PACE_NANOS = 200_000;

    private final long[] oneWay = new long[WARM_UP + MEASURED];
    private int count;

    public static void main(String[] args) throws Exception {
        new UdpFigures().carrier();
        new UdpFigures().blockingTwin();
    }

    private void carrier() throws Exception {
        Carrier host = open(null, new RecordingContext().sink((from, datagram, nanos) -> arrived(datagram)));
        Carrier client = open(host.local(), new RecordingContext());
        PathAddress to = client.address(host.local());
        run("carrier, asleep in await", datagram -> client.send(to, datagram), () -> {
            if (host.doWork() == 0) {
                host.await(1_000_000_000L);
            }
        });
    }

    /** What the carrier is compared with: the least the JDK can do, which cannot be woken and cannot end in time. */
    private void blockingTwin() throws Exception {
        DatagramChannel host = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        DatagramChannel client = DatagramChannel.open().connect(host.getLocalAddress());
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        run("blocking channel", client::write, () -> {
            buffer.clear();
            host.receive(buffer);
            arrived(buffer.flip());
        });
    }

    private void arrived(ByteBuffer datagram) {
        oneWay[count++] = System.nanoTime() - datagram.getLong(0);
    }

    private void run(String name, Send send, Read read) throws Exception {
        Thread reader = new Thread(() -> readAll(name, read));
        reader.start();
        ByteBuffer datagram = ByteBuffer.allocateDirect(1200);
        long[] calls = new long[WARM_UP + MEASURED];
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            long now = System.nanoTime();
            datagram.clear().putLong(0, now);
            send.send(datagram);
            calls[i] = System.nanoTime() - now;
            while (System.nanoTime() - now < PACE_NANOS) {
                Thread.onSpinWait();
            }
        }
        reader.join();
        print(name + ": send call", Arrays.copyOfRange(calls, WARM_UP, calls.length));
        print(name + ": one way", Arrays.copyOfRange(oneWay, WARM_UP, oneWay.length));
    }

    private void readAll(String name, Read read) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        try {
            while (count < WARM_UP + MEASURED) {
                if (before == 0 && count >= WARM_UP) {
                    before = threads.getCurrentThreadAllocatedBytes();
                }
                read.read();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        double garbage = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.printf("%s: garbage %.2f bytes per datagram received%n", name, garbage / MEASURED);
    }

    private interface Send {
        void send(ByteBuffer datagram) throws Exception;
    }

    private interface Read {
        void read() throws Exception;
    }

    private static Carrier open(@org.jspecify.annotations.Nullable InetSocketAddress peer, RecordingContext context)
            throws Exception {
        return new UdpTransport().open(new CarrierSpec(new InetSocketAddress("127.0.0.1", 0), peer), context);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f us, p99 %.1f us%n",
                what, nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
    }
}
