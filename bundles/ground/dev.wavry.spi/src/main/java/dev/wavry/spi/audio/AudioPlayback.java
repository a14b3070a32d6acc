package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Awaitable;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A running playback: {@link #await} sleeps until the device wants samples, {@link #doWork} pulls as many as it wants from its
 * context's output, and no more than about two periods ahead of what sounds. All but {@link #wake} and {@link #close} run on AUDIO_PLAY.
 *
 * <p>It follows what it was opened for by itself: another standard device, one that is plugged out and in, a sound server that dies
 * and returns. While there is no device nothing is pulled.
 *
 * <p>Counters: {@code audio.played} samples per channel pulled, {@code audio.underruns} times the device ran empty.
 */
@ConsumerType
public interface AudioPlayback extends Running, Awaitable {
    /** Pulls nothing while true, so that silence costs nothing; what is queued is still played. */
    @RunsOn(AgentRole.AUDIO_PLAY)
    void rest(boolean resting);

    /** How long a sample pulled now takes until it sounds, in nanoseconds, the newest estimate; 0 if unknown. */
    @RunsOn(AgentRole.AUDIO_PLAY)
    long delayNanos();
}
