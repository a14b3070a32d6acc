package dev.wavry.spi.audio;

import org.osgi.annotation.versioning.ProviderType;

/** What a playback is given. */
@ProviderType
public interface AudioPlaybackContext extends AudioContext {
    /** Gives the samples. */
    AudioOutput output();
}
