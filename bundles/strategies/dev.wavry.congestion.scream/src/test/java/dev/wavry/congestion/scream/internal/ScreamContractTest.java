package dev.wavry.congestion.scream.internal;

import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.tck.CongestionControlContract;

/** SCReAM keeps the promises of all controllers. */
class ScreamContractTest extends CongestionControlContract {
    @Override
    protected CongestionControlFactory factory() {
        return new ScreamFactory();
    }
}
