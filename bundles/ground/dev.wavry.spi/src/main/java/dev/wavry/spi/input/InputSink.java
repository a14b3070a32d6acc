package dev.wavry.spi.input;

import org.osgi.annotation.versioning.ProviderType;

/** Takes what a person does at the viewer. Never blocks; input is never dropped. */
@ProviderType
@FunctionalInterface
public interface InputSink {
    /** One event, valid during the call. */
    void input(InputEvent event);
}
