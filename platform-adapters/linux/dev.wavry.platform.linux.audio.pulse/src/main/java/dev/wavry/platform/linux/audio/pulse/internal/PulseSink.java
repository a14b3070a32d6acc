package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Plays to the outputs of a sound server, and as a microphone to its programs. */
@Component(service = AudioSink.class)
@Strategy(id = "pulse", label = "PulseAudio or PipeWire")
@Designate(ocd = PulseConfig.class)
public final class PulseSink implements AudioSink {
    private static final Set<Kind> KINDS = Set.of(Kind.OUTPUT, Kind.VIRTUAL_MICROPHONE);

    private final Server server;

    /** Made by SCR. */
    @Activate
    public PulseSink(BundleContext bundle, PulseConfig config) {
        this.server = new Server(bundle, config);
    }

    PulseSink(String address) {
        this.server = new Server(address);
    }

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public List<AudioDevice> devices() {
        SoundMap map = server.look();
        if (map == SoundMap.EMPTY) {
            return List.of();
        }
        List<AudioDevice> all = new ArrayList<>(Devices.outputs(map));
        all.add(Microphone.DEVICE);
        return all;
    }

    @Override
    public AudioPlayback open(AudioSelector selector, AudioSpec spec, AudioPlaybackContext context)
            throws CannotOpenException {
        if (!KINDS.contains(selector.kind())
                || (selector.kind() == Kind.VIRTUAL_MICROPHONE && !selector.matches(Microphone.DEVICE))) {
            throw new CannotOpenException(
                    selector.kind() == Kind.VIRTUAL_MICROPHONE ? Reason.NOT_HERE : Reason.UNSUPPORTED,
                    "A sound server cannot play to '" + selector + "'",
                    "Ask for output, output:NAME or virtual-microphone");
        }
        PulseConnection connection = server.open();
        SoundMap map = connection.map();
        boolean output = selector.kind() == Kind.OUTPUT;
        if (output && Target.output(map, selector).isEmpty()) {
            connection.close();
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "There is no '" + selector + "' at the sound server; " + Target.choices(map, selector.kind()),
                    "Name one of these, or connect it");
        }
        return PulsePlayback.open(connection, selector, spec, context);
    }
}
