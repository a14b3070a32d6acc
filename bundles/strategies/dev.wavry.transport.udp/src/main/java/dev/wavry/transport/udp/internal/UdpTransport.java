package dev.wavry.transport.udp.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.Transport;
import dev.wavry.spi.transport.TransportTraits;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens UDP sockets: connected to one peer where the spec names it, otherwise open to many. */
@Component(service = Transport.class)
@Strategy(id = UdpTransport.ID, label = "UDP")
public final class UdpTransport implements Transport {
    static final String ID = "udp";

    /** The largest payload of an IPv4 datagram (RFC 768, RFC 791): 65535 less 20 of IP and 8 of UDP. */
    static final int LARGEST_DATAGRAM_BYTES = 65507;

    private static final TransportTraits TRAITS = new TransportTraits(LARGEST_DATAGRAM_BYTES, false, false, false);

    /** Has nothing to configure. */
    @Activate
    public UdpTransport() {}

    @Override
    public TransportTraits traits() {
        return TRAITS;
    }

    @Override
    public Carrier open(CarrierSpec spec, CarrierContext context) throws CannotOpenException {
        return new UdpCarrier(UdpSocket.open(spec), spec.peer(), context);
    }
}
