package dev.wavry.congestion.delta.internal;

import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.tck.CongestionControlContract;

/** DELTA keeps the promises of all controllers. */
class DeltaContractTest extends CongestionControlContract {
    @Override
    protected CongestionControlFactory factory() {
        return new DeltaFactory(Limits.DEFAULTS);
    }
}
