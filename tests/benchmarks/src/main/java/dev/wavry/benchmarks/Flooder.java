package dev.wavry.benchmarks;

import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** First messages that nobody stands behind, from many addresses of the loopback network, at a given rate. */
final class Flooder implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;

    private final List<DatagramChannel> sources = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;
    private volatile boolean over;

    Flooder(InetSocketAddress host, int perSecond, int addresses, long seed) {
        Random random = new Random(seed);
        ByteBuffer question = question();
        try {
            for (int i = 0; i < addresses; i++) {
                byte[] from = {127, (byte) (1 + random.nextInt(250)), (byte) random.nextInt(256), (byte) (1 + i % 250)};
                DatagramChannel channel = DatagramChannel.open();
                channel.configureBlocking(false);
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
                channel.connect(host);
                sources.add(channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> flood(question, perSecond, random), "flood");
        thread.setDaemon(true);
        thread.start();
    }

    private static ByteBuffer question() {
        SecureRandom random = new SecureRandom();
        ByteBuffer out = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
        RiftConnection.client(
                        Identity.generate(random),
                        peer -> null,
                        RiftSettings.defaults(),
                        (reason, text, byPeer) -> {},
                        random,
                        0)
                .poll(out, 0);
        return out.flip();
    }

    private void flood(ByteBuffer question, int perSecond, Random random) {
        long began = System.nanoTime();
        int next = 0;
        while (!over) {
            long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L - sent.get();
            for (long i = 0; i < due; i++) {
                question.clear().limit(RiftSettings.MIN_DATAGRAM_BYTES);
                // Another client id: a first message that was never seen.
                question.putLong(5, random.nextLong() | 1);
                try {
                    sources.get(next++ % sources.size()).write(question);
                } catch (IOException refused) {
                    // The host's answers to a source that does not read come back as errors; only the sending counts.
                }
                sent.incrementAndGet();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(2000);
            for (DatagramChannel source : sources) {
                source.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
