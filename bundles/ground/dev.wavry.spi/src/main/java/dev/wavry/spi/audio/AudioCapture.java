package dev.wavry.spi.audio;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Awaitable;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A running capture of sound: {@link #await} sleeps until there are samples, {@link #doWork} hands them to its context's input.
 * All but {@link #wake} and {@link #close} run on AUDIO_CAPTURE.
 *
 * <p>It follows what it was opened for by itself: another standard device, an application that appears, ends or moves, a sound
 * server that dies and returns; in between it hands over nothing and tells why. Only what it cannot follow (another number of
 * channels, say) is {@link dev.wavry.spi.lifecycle.StrategyEvents#reopenNeeded}.
 *
 * <p>Counters: {@code audio.captured} samples per channel handed over, {@code audio.gaps} holes that the device reported.
 */
@ConsumerType
public interface AudioCapture extends Running, Awaitable {
    /** Captures nothing while true, in a way that the system shows as not listening; the first sound after it is new. */
    @RunsOn(AgentRole.AUDIO_CAPTURE)
    void rest(boolean resting);
}
