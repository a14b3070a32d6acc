package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.slot.HandleSleep;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioOutput;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running playback with everything that belongs to it. */
final class PlaybackLine implements Line {
    final AudioSelector selector;
    private final Provider<AudioSink> provider;
    private final Context context;
    private final AudioPlayback handle;
    private final HandleSleep sleep;

    /** What happens to a line. */
    record Events(
            BiConsumer<PlaybackLine, String> onReopen,
            BiConsumer<PlaybackLine, Throwable> onFailed,
            Consumer<PlaybackLine> onTold) {}

    /** Opens the playback; on OPENER. */
    PlaybackLine(
            Provider<AudioSink> provider,
            AudioSelector selector,
            AudioSpec spec,
            MediaClock clock,
            AudioOutput output,
            Events events)
            throws CannotOpenException {
        this.provider = provider;
        this.selector = selector;
        this.context = new Context(clock, output, events);
        this.handle = provider.service().open(selector, spec, context);
        this.sleep = new HandleSleep(handle);
    }

    AudioPlayback handle() {
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

    long underruns() {
        return context.counterSet().values().getOrDefault("audio.underruns", 0L);
    }

    @Override
    public Provider<AudioSink> provider() {
        return provider;
    }

    @Override
    public void close() {
        context.mute();
        sleep.shut();
        handle.close();
    }

    private final class Context extends AudioHandleContext implements AudioPlaybackContext {
        private final AudioOutput output;

        Context(MediaClock clock, AudioOutput output, Events events) {
            super(
                    clock,
                    why -> events.onReopen().accept(PlaybackLine.this, why),
                    cause -> events.onFailed().accept(PlaybackLine.this, cause),
                    () -> events.onTold().accept(PlaybackLine.this));
            this.output = output;
        }

        @Override
        public AudioOutput output() {
            return output;
        }
    }
}
