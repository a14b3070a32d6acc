package dev.wavry.fec.xor.internal;

import dev.wavry.spi.control.FecFactory;
import dev.wavry.tck.FecContract;

/** Parity keeps the promises of all schemes. */
class XorTest extends FecContract {
    @Override
    protected FecFactory factory() {
        return new XorFactory();
    }
}
