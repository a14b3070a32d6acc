package dev.wavry.audio.tone.internal;

import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.tck.AudioSourceContract;

class ToneContractTest extends AudioSourceContract {
    @Override
    protected AudioSource source() {
        return new ToneSource();
    }

    @Override
    protected AudioSelector selector() {
        return AudioSelector.parse("tone");
    }

    @Override
    protected double hertz() {
        return 440;
    }
}
