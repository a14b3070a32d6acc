package dev.wavry.spi.transport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** Takes arrivals on the RECEIVE agent, inside the carrier's {@code doWork}. */
@ProviderType
@FunctionalInterface
public interface DatagramSink {
    /**
     * One datagram.
     *
     * @param from where it came from; the same object for the same sender where possible
     * @param datagram direct, position to limit; valid and writable during the call only (decryption happens in place)
     * @param arrivalNanos when it was read from the socket, media clock
     */
    void arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos);
}
