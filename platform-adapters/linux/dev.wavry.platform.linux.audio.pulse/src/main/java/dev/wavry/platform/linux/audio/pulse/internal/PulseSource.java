package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Captures what a sound server plays and hears. */
@Component(service = AudioSource.class)
@Strategy(id = "pulse", label = "PulseAudio or PipeWire")
@Designate(ocd = PulseConfig.class)
public final class PulseSource implements AudioSource {
    private static final Set<Kind> KINDS = Set.of(Kind.SYSTEM, Kind.MICROPHONE, Kind.APPLICATION);

    private final Server server;

    /** Made by SCR. */
    @Activate
    public PulseSource(BundleContext bundle, PulseConfig config) {
        this.server = new Server(bundle, config);
    }

    PulseSource(String address) {
        this.server = new Server(address);
    }

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public List<AudioDevice> devices() {
        return Devices.captured(server.look());
    }

    @Override
    public AudioCapture open(AudioSelector selector, AudioSpec spec, AudioCaptureContext context)
            throws CannotOpenException {
        if (!KINDS.contains(selector.kind())) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "A sound server cannot capture '" + selector + "'",
                    "Ask for system, microphone or app:NAME");
        }
        PulseConnection connection = server.open();
        SoundMap map = connection.map();
        boolean there = Target.capture(map, selector).isPresent();
        if (!there && selector.kind() != Kind.APPLICATION) {
            connection.close();
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "There is no '" + selector + "' at the sound server; " + Target.choices(map, selector.kind()),
                    "Name one of these, or connect it");
        }
        return PulseCapture.open(connection, selector, spec, context, there);
    }
}
