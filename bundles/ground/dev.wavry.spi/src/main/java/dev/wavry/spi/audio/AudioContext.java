package dev.wavry.spi.audio;

import dev.wavry.spi.health.Finding;
import dev.wavry.spi.lifecycle.StrategyContext;
import org.osgi.annotation.versioning.ProviderType;

/** What captures and playbacks are given. */
@ProviderType
public interface AudioContext extends StrategyContext {
    /** This is really used now: once when opened and whenever it became another one. From {@code open} or {@code doWork}. */
    void device(AudioDevice device);

    /**
     * What the person should know: muted, volume 0, waiting for an application or for the sound server. The newest replaces the one
     * before; {@code OK} means that all is well again. From {@code open} or {@code doWork}, once per change.
     */
    void tell(Finding finding);
}
