package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.PingResult;
import dev.wavry.api.WavryException;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks who is at an address; runs on the calling thread. */
final class Ping implements RiftHandler, DatagramSink {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final InetSocketAddress address;
    private final Transport transport;
    private final MediaClock clock;
    private final RiftConnection connection;
    private final long startNanos;
    private @Nullable WavryId host;
    private @Nullable CloseReason reason;
    private long answerNanos;
    private boolean established;

    Ping(
            InetSocketAddress address,
            Transport transport,
            Identity identity,
            RiftSettings settings,
            SecureRandom random,
            MediaClock clock) {
        this.address = address;
        this.transport = transport;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
        this.connection = RiftConnection.client(
                identity, this::heard, settings.withHandshakeNanos(LONGEST_NANOS), this, random, startNanos);
    }

    private @Nullable String heard(WavryId peer) {
        host = peer;
        answerNanos = clock.nanoTime();
        return null;
    }

    PingResult run() throws WavryException {
        InetSocketAddress any =
                new InetSocketAddress(address.getAddress().isLoopbackAddress() ? address.getAddress() : null, 0);
        try (Carrier carrier = transport.open(new CarrierSpec(any, address), new Context())) {
            PathAddress path = carrier.address(address);
            ByteBuffer out = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
            while (!established && reason == null && clock.nanoTime() - startNanos < LONGEST_NANOS) {
                step(carrier, path, out);
            }
            connection.close(CloseReason.NORMAL, "", clock.nanoTime());
            step(carrier, path, out);
        } catch (CannotOpenException e) {
            throw new WavryException(ErrorKind.NOT_PERMITTED, e.what(), e.fix(), e);
        }
        return result();
    }

    private void step(Carrier carrier, PathAddress path, ByteBuffer out) {
        long now = clock.nanoTime();
        connection.onDeadline(now);
        for (out.clear(); connection.poll(out, now); out.clear()) {
            carrier.send(path, out.flip());
        }
        carrier.flush();
        if (connection.state() != ConnectionState.CLOSED && !established) {
            carrier.await(Math.max(1_000_000L, Math.min(50_000_000L, connection.nextDeadlineNanos() - now)));
        }
        carrier.doWork();
    }

    private PingResult result() throws WavryException {
        WavryId known = host;
        if (known == null) {
            CloseReason why = reason;
            if (why == CloseReason.VERSION_MISMATCH) {
                throw new WavryException(
                        ErrorKind.VERSION_MISMATCH,
                        "The host at " + text() + " speaks another version",
                        "Update the older side.");
            }
            throw new WavryException(
                    ErrorKind.NOT_REACHABLE,
                    "Nobody answered at " + text() + " within 3 s",
                    "Check the address and port, that the host runs, and that UDP may pass.");
        }
        return new PingResult(known.toString(), (answerNanos - startNanos) / 1e6, established);
    }

    private String text() {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public void established(RiftConnection peer) {
        established = true;
    }

    @Override
    public void closed(CloseReason why, String text, boolean byPeer) {
        reason = why;
    }

    @Override
    public void arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        connection.receive(datagram, arrivalNanos);
    }

    private final class Context extends HandleContext implements CarrierContext {
        Context() {
            super(clock, why -> {}, cause -> {});
        }

        @Override
        public DatagramSink sink() {
            return Ping.this;
        }
    }
}
