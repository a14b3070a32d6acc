package dev.wavry.spi.audio;

/**
 * Something that sounds or listens.
 *
 * @param id stable id on this machine
 * @param name name for people
 * @param kind what it is
 */
public record AudioDevice(String id, String name, Kind kind) {
    /** What it is. */
    public enum Kind {
        /** Everything the machine plays. */
        SYSTEM,
        /** A microphone or line input. */
        INPUT,
        /** One application. */
        APPLICATION,
        /** Made by the source itself. */
        SYNTHETIC
    }
}
