package dev.wavry.spi.render;

import dev.wavry.spi.input.InputSink;
import dev.wavry.spi.lifecycle.StrategyContext;
import org.osgi.annotation.versioning.ProviderType;

/** What a presentation is given. */
@ProviderType
public interface PresentationContext extends StrategyContext {
    /** Takes what the person does, in pixels of the picture. Called on PRESENT. */
    InputSink input();

    /** The person closed the window. Any thread. */
    void closeRequested();

    /** The window was uncovered or resized: the next picture should be whole. Any thread. */
    void refreshNeeded();
}
