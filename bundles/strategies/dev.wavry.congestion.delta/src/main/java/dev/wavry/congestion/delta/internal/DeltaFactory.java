package dev.wavry.congestion.delta.internal;

import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.media.RateTarget;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Opens DELTA controllers. */
@Component(service = CongestionControlFactory.class, property = "service.ranking:Integer=100")
@Designate(ocd = DeltaSettings.class)
@Strategy(id = "delta", label = "DELTA")
public final class DeltaFactory implements CongestionControlFactory {
    private final Limits limits;

    /** With the limits as configured; nonsense is put right. */
    @Activate
    public DeltaFactory(DeltaSettings settings) {
        this(new Limits(
                Math.max(50, settings.floorKbps()),
                Math.max(2, settings.queueLimitMillis()) * 1_000_000L,
                Math.max(50, Math.min(95, settings.backOffPercent())) / 100.0));
    }

    DeltaFactory(Limits limits) {
        this.limits = limits;
    }

    @Override
    public CongestionControl open(RateTarget first, RateTarget limit, StrategyContext context) {
        return new Delta(first, limit, limits, context.counters());
    }
}
