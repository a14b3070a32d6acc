package dev.wavry.platform.any.audio.javasound.internal;

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
import javax.sound.sampled.TargetDataLine;
import org.osgi.service.component.annotations.Component;

/** Captures microphones; ranks last, because every system has something better. */
@Component(service = AudioSource.class, property = "service.ranking:Integer=-500")
@Strategy(id = "javasound", label = "Java's microphone")
public final class JavaSoundSource implements AudioSource {
    private static final Set<Kind> KINDS = Set.of(Kind.MICROPHONE);

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public List<AudioDevice> devices() {
        return Lines.devices(Kind.MICROPHONE);
    }

    @Override
    public AudioCapture open(AudioSelector selector, AudioSpec spec, AudioCaptureContext context)
            throws CannotOpenException {
        if (!KINDS.contains(selector.kind())) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED, "Java cannot capture '" + selector + "'", "Ask for microphone");
        }
        Lines.Opened<TargetDataLine> opened = Lines.capture(selector, spec);
        context.device(opened.device());
        return new JavaSoundCapture(opened, spec, context);
    }
}
