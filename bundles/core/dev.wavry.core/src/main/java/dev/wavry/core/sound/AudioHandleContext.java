package dev.wavry.core.sound;

import dev.wavry.core.slot.HandleContext;
import dev.wavry.spi.audio.AudioContext;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.media.MediaClock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What captures and playbacks are given, and what they said last. */
class AudioHandleContext extends HandleContext implements AudioContext {
    private final Runnable onTold;
    private volatile @Nullable AudioDevice device;
    private volatile @Nullable Finding finding;

    AudioHandleContext(MediaClock clock, Consumer<String> onReopen, Consumer<Throwable> onFailed, Runnable onTold) {
        super(clock, onReopen, onFailed);
        this.onTold = onTold;
    }

    @Override
    public final void device(AudioDevice used) {
        device = used;
        onTold.run();
    }

    @Override
    public final void tell(Finding what) {
        finding = what;
        onTold.run();
    }

    /** What is used; null before that is known. */
    final @Nullable AudioDevice device() {
        return device;
    }

    /** What a person should know; empty if all is well. */
    final String trouble() {
        Finding known = finding;
        return known == null || known.level() == Finding.Level.OK ? "" : known.what() + ". " + known.fix();
    }
}
