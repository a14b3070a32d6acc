package dev.wavry.audio.tone.internal;

import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Opens tones; taken only when asked for, because nobody else makes this kind. */
@Component(service = AudioSource.class, property = "service.ranking:Integer=-1000")
@Strategy(id = "tone", label = "Tone")
public final class ToneSource implements AudioSource {
    private static final Set<Kind> KINDS = Set.of(Kind.SYNTHETIC);
    private static final int STEREO = 2;

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public List<AudioDevice> devices() {
        return List.of(device(Tone.STANDARD, "440", new AudioFormat(AudioFormat.SESSION_RATE, STEREO), true));
    }

    private static AudioDevice device(Tone tone, String id, AudioFormat format, boolean standard) {
        String name = "Tone of " + (tone.hertz() % 1 == 0 ? String.valueOf((long) tone.hertz()) : tone.hertz()) + " Hz";
        return new AudioDevice(id, name, Kind.SYNTHETIC, format, standard);
    }

    @Override
    public AudioCapture open(AudioSelector selector, AudioSpec spec, AudioCaptureContext context)
            throws CannotOpenException {
        if (selector.kind() != Kind.SYNTHETIC) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED, "A tone cannot be '" + selector + "'", "Ask for tone or tone:HERTZ");
        }
        Tone tone;
        try {
            tone = Tone.parse(selector.name());
        } catch (IllegalArgumentException wrong) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "There is no '" + selector + "', because " + wrong.getMessage(),
                    "Write tone:HERTZ, and behind it, if wished, ,level=DECIBELS ,ppm=MILLIONTHS ,on=MILLIS ,off=MILLIS",
                    wrong);
        }
        boolean standard = selector.name().isEmpty();
        context.device(device(tone, standard ? "440" : selector.name(), spec.format(), standard));
        return new ToneCapture(tone, spec, context);
    }
}
