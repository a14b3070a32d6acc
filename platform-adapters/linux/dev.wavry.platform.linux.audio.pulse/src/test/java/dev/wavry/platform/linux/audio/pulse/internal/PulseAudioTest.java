package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lab.SoundServer;

class PulseAudioTest extends SoundServerContract {
    @Override
    SoundServer.Kind kind() {
        return SoundServer.Kind.PULSEAUDIO;
    }
}
