package dev.wavry.capture.testpattern.internal;

import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.tck.CaptureSourceContract;

class TestPatternContractTest extends CaptureSourceContract {
    @Override
    protected CaptureSource source() {
        return new TestPatternSource(640, 400, false);
    }

    @Override
    protected void change() {
        // It changes by itself.
    }
}
