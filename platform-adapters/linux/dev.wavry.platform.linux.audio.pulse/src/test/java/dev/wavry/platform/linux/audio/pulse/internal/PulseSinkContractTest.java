package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lab.SoundServer;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.tck.AudioSinkContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PulseSinkContractTest extends AudioSinkContract {
    private static SoundServer server;

    @BeforeAll
    static void start() {
        server = SoundServer.start(SoundServer.Kind.PULSEAUDIO);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected AudioSink sink() {
        return new PulseSink(server.address());
    }

    @Override
    protected AudioSelector selector() {
        return AudioSelector.parse("output");
    }

    @Override
    protected AudioSelector missing() {
        return AudioSelector.parse("output:no such device");
    }
}
