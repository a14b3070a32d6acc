package dev.wavry.spi.input;

import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.StrategyContext;
import org.osgi.annotation.versioning.ProviderType;

/** What an input device is given. */
@ProviderType
public interface InputContext extends StrategyContext {
    /** What is shown to the person: pointer positions are pixels of its picture. */
    CaptureTarget target();
}
