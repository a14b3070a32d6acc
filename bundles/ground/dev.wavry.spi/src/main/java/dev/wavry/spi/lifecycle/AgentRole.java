package dev.wavry.spi.lifecycle;

/** The named agents of the core. Several roles may share a thread; only {@link #OPENER} may wait. */
public enum AgentRole {
    /** Decides; never waits, never calls the service registry. */
    CONTROL,
    /** Opens and closes what may take long. */
    OPENER,
    /** Polls the screen or the sound device. */
    CAPTURE,
    /** Feeds encoders. */
    ENCODE,
    /** Hands packets to carriers. */
    SEND,
    /** Takes packets from carriers and injects input. */
    RECEIVE,
    /** Feeds decoders. */
    DECODE,
    /** Shows pictures and collects the events of windows. */
    PRESENT,
    /** Takes the sound of one source and feeds its encoder. */
    AUDIO_CAPTURE,
    /** Feeds decoders of sound and one playback. */
    AUDIO_PLAY
}
