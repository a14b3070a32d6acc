package dev.wavry.core.reach;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.CarrierSpec;
import dev.wavry.spi.transport.Transport;
import dev.wavry.spi.transport.TransportTraits;
import java.util.concurrent.atomic.AtomicBoolean;

/** A transport whose first opening gives a carrier that runs already, and whose others are those of the transport below. */
final class ReachTransport implements Transport {
    private final ReachCarrier running;
    private final Transport below;
    private final AtomicBoolean given = new AtomicBoolean();

    ReachTransport(ReachCarrier running, Transport below) {
        this.running = running;
        this.below = below;
    }

    @Override
    public TransportTraits traits() {
        return below.traits();
    }

    @Override
    public Carrier open(CarrierSpec spec, CarrierContext context) throws CannotOpenException {
        return given.getAndSet(true) ? below.open(spec, context) : running.into(context.sink());
    }
}
