package dev.wavry.transport.tls.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.Transport;
import dev.wavry.spi.transport.TransportTraits;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Opens carriers over TLS 1.3 on TCP: a client connects to its one peer, a host listens for many. */
@Component(service = Transport.class, property = "service.ranking:Integer=-10")
@Designate(ocd = TlsSettings.class)
@Strategy(id = TlsTransport.ID, label = "TLS on TCP")
public final class TlsTransport implements Transport {
    static final String ID = "tls";

    private static final TransportTraits TRAITS = new TransportTraits(FrameReader.LARGEST_BYTES, true, true, true);

    private final Limits limits;

    /** As configured. */
    @Activate
    public TlsTransport(TlsSettings settings) {
        this(Limits.of(settings));
    }

    TlsTransport(Limits limits) {
        this.limits = limits;
    }

    @Override
    public TransportTraits traits() {
        return TRAITS;
    }

    @Override
    public Carrier open(CarrierSpec spec, CarrierContext context) throws CannotOpenException {
        Engines engines = Engines.make(spec.peer() == null);
        return spec.peer() == null
                ? new TlsHostCarrier(TlsListener.open(spec.bind()), engines, limits, context)
                : new TlsClientCarrier(spec.bind(), spec.peer(), engines, limits, context);
    }
}
