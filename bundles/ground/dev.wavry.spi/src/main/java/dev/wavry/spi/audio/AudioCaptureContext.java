package dev.wavry.spi.audio;

import org.osgi.annotation.versioning.ProviderType;

/** What a capture of sound is given. */
@ProviderType
public interface AudioCaptureContext extends AudioContext {
    /** Takes the samples. */
    AudioInput input();
}
