package dev.wavry.spi.audio;

/**
 * Something that sounds or listens.
 *
 * @param id stable id on this machine, by which {@link AudioSelector} names it
 * @param name name for people
 * @param kind what it is
 * @param format its own rate and channels, before whatever is converted; the nearest one if {@link AudioFormat} cannot say it
 * @param standard true for the one that is taken if none is named
 */
public record AudioDevice(String id, String name, Kind kind, AudioFormat format, boolean standard) {
    /** What it is. */
    public enum Kind {
        /** Source: everything an output of this machine plays. */
        SYSTEM,
        /** Source: a microphone or line input. */
        MICROPHONE,
        /** Source: one application. */
        APPLICATION,
        /** Source: made by the strategy itself. */
        SYNTHETIC,
        /** Sink: speakers, headphones or a line output. */
        OUTPUT,
        /** Sink: what is played here can be recorded as a microphone by any application of this machine. */
        VIRTUAL_MICROPHONE,
        /** Sink: a file, or nowhere at all; it plays at the pace of the clock. */
        FILE
    }
}
