package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import java.util.function.BiConsumer;

/** A running encoder of one epoch of a track. */
final class CoderLine implements Line {
    final int epoch;
    final AudioCodecSpec spec;
    private final Provider<AudioEncoderFactory> provider;
    private final HandleContext context;
    private final AudioEncoder handle;

    /** Opens the encoder; on OPENER. */
    CoderLine(
            Provider<AudioEncoderFactory> provider,
            AudioCodecSpec spec,
            int epoch,
            MediaClock clock,
            BiConsumer<CoderLine, String> onFailed)
            throws CannotOpenException {
        this.provider = provider;
        this.spec = spec;
        this.epoch = epoch;
        this.context = new HandleContext(
                clock, why -> onFailed.accept(this, why), cause -> onFailed.accept(this, String.valueOf(cause)));
        this.handle = provider.service().open(spec, context);
    }

    AudioEncoder handle() {
        return handle;
    }

    @Override
    public Provider<AudioEncoderFactory> provider() {
        return provider;
    }

    @Override
    public void close() {
        context.mute();
        handle.close();
    }
}
