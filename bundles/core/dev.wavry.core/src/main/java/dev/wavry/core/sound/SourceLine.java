package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.slot.HandleSleep;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioInput;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running capture of sound with everything that belongs to it. */
final class SourceLine implements Line {
    final AudioSelector selector;
    private final Provider<AudioSource> provider;
    private final Context context;
    private final AudioCapture handle;
    private final HandleSleep sleep;

    /** What happens to a line; samples come on AUDIO_CAPTURE. */
    record Events(
            Samples samples,
            BiConsumer<SourceLine, String> onReopen,
            BiConsumer<SourceLine, Throwable> onFailed,
            Consumer<SourceLine> onTold) {}

    /** Takes samples together with the line they come from. */
    interface Samples {
        void samples(SourceLine from, ByteBuffer samples, long captureNanos);
    }

    /** Opens the capture; on OPENER. */
    SourceLine(Provider<AudioSource> provider, AudioSelector selector, AudioSpec spec, MediaClock clock, Events events)
            throws CannotOpenException {
        this.provider = provider;
        this.selector = selector;
        this.context = new Context(clock, events);
        this.handle = provider.service().open(selector, spec, context);
        this.sleep = new HandleSleep(handle);
    }

    AudioCapture handle() {
        return handle;
    }

    HandleSleep sleep() {
        return sleep;
    }

    @Nullable
    AudioDevice device() {
        return context.device();
    }

    String trouble() {
        return context.trouble();
    }

    @Override
    public Provider<AudioSource> provider() {
        return provider;
    }

    @Override
    public void close() {
        context.mute();
        sleep.shut();
        handle.close();
    }

    private final class Context extends AudioHandleContext implements AudioCaptureContext, AudioInput {
        private final Samples sink;

        Context(MediaClock clock, Events events) {
            super(
                    clock,
                    why -> events.onReopen().accept(SourceLine.this, why),
                    cause -> events.onFailed().accept(SourceLine.this, cause),
                    () -> events.onTold().accept(SourceLine.this));
            this.sink = events.samples();
        }

        @Override
        public AudioInput input() {
            return this;
        }

        @Override
        public void samples(ByteBuffer samples, long captureNanos) {
            sink.samples(SourceLine.this, samples, captureNanos);
        }
    }
}
