package dev.wavry.audio.wav.internal;

import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Opens files; always available and ranked last, so that a client runs where nothing sounds. */
@Component(service = AudioSink.class, property = "service.ranking:Integer=-1000")
@Strategy(id = "wav", label = "WAV file or nowhere")
public final class WavSink implements AudioSink {
    private static final Set<Kind> KINDS = Set.of(Kind.FILE);
    private static final String NOWHERE = "nowhere";
    private static final int STEREO = 2;

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public List<AudioDevice> devices() {
        return List.of(nowhere(new AudioFormat(AudioFormat.SESSION_RATE, STEREO)));
    }

    private static AudioDevice nowhere(AudioFormat format) {
        return new AudioDevice(NOWHERE, "Nowhere", Kind.FILE, format, true);
    }

    @Override
    public AudioPlayback open(AudioSelector selector, AudioSpec spec, AudioPlaybackContext context)
            throws CannotOpenException {
        if (selector.kind() != Kind.FILE) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED, "A WAV file cannot be '" + selector + "'", "Ask for file or file:PATH");
        }
        if (selector.name().isEmpty() || selector.name().equals(NOWHERE)) {
            context.device(nowhere(spec.format()));
            return new WavPlayback(null, spec, context);
        }
        try {
            Path file = Path.of(selector.name()).toAbsolutePath();
            WavFile wav = WavFile.create(file, spec.format());
            context.device(new AudioDevice(
                    file.toString(), String.valueOf(file.getFileName()), Kind.FILE, spec.format(), false));
            return new WavPlayback(wav, spec, context);
        } catch (IOException | InvalidPathException cannot) {
            throw new CannotOpenException(
                    Reason.NOT_PERMITTED,
                    "The file '" + selector.name() + "' cannot be written (" + cannot + ")",
                    "Name a file in a folder that is there and may be written",
                    cannot);
        }
    }
}
