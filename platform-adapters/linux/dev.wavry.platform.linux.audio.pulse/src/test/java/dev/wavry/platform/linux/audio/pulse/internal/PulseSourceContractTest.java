package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lab.SoundServer;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.tck.AudioSourceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PulseSourceContractTest extends AudioSourceContract {
    private static SoundServer server;

    @BeforeAll
    static void start() {
        server = SoundServer.start(SoundServer.Kind.PULSEAUDIO);
        server.play("player", 700, "speakers");
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected AudioSource source() {
        return new PulseSource(server.address());
    }

    @Override
    protected AudioSelector selector() {
        return AudioSelector.parse("system");
    }

    @Override
    protected double hertz() {
        return 700;
    }
}
