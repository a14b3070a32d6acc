package dev.wavry.platform.any.audio.javasound.internal;

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
import java.util.List;
import java.util.Set;
import javax.sound.sampled.SourceDataLine;
import org.osgi.service.component.annotations.Component;

/** Plays to outputs; ranks last, because every system has something better. */
@Component(service = AudioSink.class, property = "service.ranking:Integer=-500")
@Strategy(id = "javasound", label = "Java's loudspeakers")
public final class JavaSoundSink implements AudioSink {
    private static final Set<Kind> KINDS = Set.of(Kind.OUTPUT);

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public List<AudioDevice> devices() {
        return Lines.devices(Kind.OUTPUT);
    }

    @Override
    public AudioPlayback open(AudioSelector selector, AudioSpec spec, AudioPlaybackContext context)
            throws CannotOpenException {
        if (!KINDS.contains(selector.kind())) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED, "Java cannot play to '" + selector + "'", "Ask for output or output:NAME");
        }
        Lines.Opened<SourceDataLine> opened = Lines.play(selector, spec);
        context.device(opened.device());
        return new JavaSoundPlayback(opened, spec, context);
    }
}
