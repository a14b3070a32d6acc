package dev.wavry.congestion.scream.internal;

import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.RateTarget;
import org.osgi.service.component.annotations.Component;

/** Opens SCReAM controllers. */
@Component(service = CongestionControlFactory.class, property = "service.ranking:Integer=10")
@Strategy(id = "scream", label = "SCReAM (RFC 8298)")
public final class ScreamFactory implements CongestionControlFactory {
    @Override
    public CongestionControl open(RateTarget first, RateTarget limit, StrategyContext context) {
        return new Scream(first, limit, context.counters());
    }
}
