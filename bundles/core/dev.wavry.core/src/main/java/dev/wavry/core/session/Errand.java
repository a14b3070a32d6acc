package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
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

/** A short visit to a host by a client that has no session in mind; runs on the calling thread. */
abstract class Errand implements RiftHandler, DatagramSink {
    static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(3);

    final MediaClock clock;
    final RiftConnection connection;
    final long startNanos;
    private final InetSocketAddress address;
    private final Transport transport;
    private @Nullable CloseReason reason;

    Errand(
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
        PeerPolicy anybody = this::heard;
        this.connection = RiftConnection.client(
                identity, anybody, settings.withHandshakeNanos(SHORT_NANOS), this, random, startNanos);
    }

    /** The host proved who it is; null to go on. */
    abstract @Nullable String heard(WavryId host);

    /** Whether there is nothing more to do. */
    abstract boolean done();

    /** Why the host ended it, or null. */
    final @Nullable CloseReason reason() {
        return reason;
    }

    final String where() {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Goes there, until it is done, the host has ended it, or the time is over; then says goodbye. */
    final void run(long longestNanos) throws WavryException {
        InetSocketAddress any =
                new InetSocketAddress(address.getAddress().isLoopbackAddress() ? address.getAddress() : null, 0);
        try (Carrier carrier = transport.open(new CarrierSpec(any, address), new Context())) {
            PathAddress path = carrier.address(address);
            ByteBuffer out = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
            while (!done() && reason == null && clock.nanoTime() - startNanos < longestNanos) {
                step(carrier, path, out);
            }
            connection.close(CloseReason.NORMAL, "", clock.nanoTime());
            step(carrier, path, out);
        } catch (CannotOpenException e) {
            throw new WavryException(ErrorKind.NOT_PERMITTED, e.what(), e.fix(), e);
        }
    }

    /** Called again and again while it is not done. */
    void work(long nowNanos) {
        // Most have nothing to do but to listen.
    }

    private void step(Carrier carrier, PathAddress path, ByteBuffer out) {
        long now = clock.nanoTime();
        work(now);
        connection.onDeadline(now);
        for (out.clear(); connection.poll(out, now); out.clear()) {
            carrier.send(path, out.flip());
        }
        carrier.flush();
        if (connection.state() != ConnectionState.CLOSED && !done()) {
            carrier.await(Math.max(1_000_000L, Math.min(50_000_000L, connection.nextDeadlineNanos() - now)));
        }
        carrier.doWork();
    }

    /** What to say if no host was heard. */
    final WavryException nobody() {
        if (reason == CloseReason.VERSION_MISMATCH) {
            return new WavryException(
                    ErrorKind.VERSION_MISMATCH,
                    "The host at " + where() + " speaks another version",
                    "Update the older side.");
        }
        return new WavryException(
                ErrorKind.NOT_REACHABLE,
                "Nobody answered at " + where() + " within 3 s",
                "Check the address and port, that the host runs, and that UDP may pass.");
    }

    @Override
    public void closed(CloseReason why, String text, boolean byPeer) {
        reason = why;
    }

    @Override
    public final void arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        connection.receive(datagram, arrivalNanos);
    }

    private final class Context extends HandleContext implements CarrierContext {
        Context() {
            super(clock, why -> {}, cause -> {});
        }

        @Override
        public DatagramSink sink() {
            return Errand.this;
        }
    }
}
