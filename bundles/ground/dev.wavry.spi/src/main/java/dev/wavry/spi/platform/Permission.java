package dev.wavry.spi.platform;

/** Things that systems ask their user about. */
public enum Permission {
    /** Seeing the screen. */
    SCREEN,
    /** Acting as keyboard and pointer. */
    INPUT,
    /** Hearing the microphone. */
    MICROPHONE
}
