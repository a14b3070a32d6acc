package dev.wavry.transport.loopback.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.Transport;
import dev.wavry.spi.transport.TransportTraits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** One imagined network: carriers opened here reach each other by port number, whatever the address says. */
@Component(service = Transport.class, property = "service.ranking:Integer=-1000")
@Designate(ocd = LoopbackSettings.class)
@Strategy(id = LoopbackTransport.ID, label = "Inside this process")
public final class LoopbackTransport implements Transport {
    static final String ID = "loopback";

    /** As UDP over IPv4, so that what works here is not refused there. */
    static final int LARGEST_DATAGRAM_BYTES = 65507;

    private static final int PORTS = 65536;
    private static final int FIRST_CHOSEN_PORT = 49152;
    private static final TransportTraits TRAITS = new TransportTraits(LARGEST_DATAGRAM_BYTES, false, false, true);

    private final AtomicReferenceArray<@Nullable LoopbackCarrier> carriers = new AtomicReferenceArray<>(PORTS);
    private final long seed;
    private volatile Impairment wire;

    /** The wire as configured. */
    @Activate
    public LoopbackTransport(LoopbackSettings settings) {
        this(settings.seed(), Impairment.of(settings));
    }

    LoopbackTransport(long seed, Impairment wire) {
        this.seed = seed;
        this.wire = wire;
    }

    static InetSocketAddress socket(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Changes the wire for what is sent from now on. Any thread. */
    void impair(Impairment other) {
        wire = other;
    }

    Impairment wire() {
        return wire;
    }

    long seed() {
        return seed;
    }

    @Nullable
    LoopbackCarrier at(int port) {
        return carriers.get(port);
    }

    void left(LoopbackCarrier carrier) {
        carriers.compareAndSet(carrier.local().getPort(), carrier, null);
    }

    @Override
    public TransportTraits traits() {
        return TRAITS;
    }

    @Override
    public Carrier open(CarrierSpec spec, CarrierContext context) throws CannotOpenException {
        int asked = spec.bind().getPort();
        int last = asked == 0 ? PORTS - 1 : asked;
        for (int port = asked == 0 ? FIRST_CHOSEN_PORT : asked; port <= last; port++) {
            if (carriers.get(port) == null) {
                LoopbackCarrier carrier = new LoopbackCarrier(this, port, spec.peer(), context);
                if (carriers.compareAndSet(port, null, carrier)) {
                    return carrier;
                }
            }
        }
        throw new CannotOpenException(
                Reason.BUSY,
                asked == 0 ? "All loopback ports are in use" : "Loopback port " + asked + " is in use in this process",
                "Close the carrier that has it or choose another port");
    }
}
