package dev.wavry.audio.wav.internal;

import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.tck.AudioSinkContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class WavContractTest extends AudioSinkContract {
    @TempDir
    Path folder;

    @Override
    protected AudioSink sink() {
        return new WavSink();
    }

    @Override
    protected AudioSelector selector() {
        return new AudioSelector(Kind.FILE, folder.resolve("sound.wav").toString());
    }

    @Override
    protected AudioSelector missing() {
        return new AudioSelector(Kind.FILE, folder.resolve("no/such/folder.wav").toString());
    }
}
