package dev.wavry.lib.pulse;

import java.util.List;
import java.util.Optional;

/**
 * What a sound server had at one moment. Immutable.
 *
 * @param defaultSink name of the sink that is taken if none is named; empty if there is none
 * @param defaultSource name of the source that is taken if none is named; empty if there is none
 */
public record SoundMap(
        String defaultSink, String defaultSource, List<Sink> sinks, List<Source> sources, List<Playing> playing) {
    /** Nothing at all. */
    public static final SoundMap EMPTY = new SoundMap("", "", List.of(), List.of(), List.of());

    public SoundMap {
        sinks = List.copyOf(sinks);
        sources = List.copyOf(sources);
        playing = List.copyOf(playing);
    }

    /**
     * Something that sounds.
     *
     * @param volume 0 is silent, 65536 is 100 %; the loudest channel
     * @param monitor name of the source that hears what it plays
     */
    public record Sink(
            int index,
            String name,
            String description,
            int rate,
            int channels,
            boolean muted,
            int volume,
            String monitor) {}

    /**
     * Something that listens.
     *
     * @param ofSink true if it hears what a sink plays
     */
    public record Source(
            int index,
            String name,
            String description,
            int rate,
            int channels,
            boolean muted,
            int volume,
            boolean ofSink) {}

    /**
     * A program that plays.
     *
     * @param sink number of the sink
     * @param application the program's name for people; empty if it has none
     * @param binary file name of the program; empty if unknown
     * @param pid number of its process; 0 if unknown
     * @param paused true if it keeps its place but plays nothing
     */
    public record Playing(
            int index,
            int sink,
            int rate,
            int channels,
            boolean muted,
            int volume,
            boolean paused,
            String application,
            String binary,
            String media,
            long pid) {}

    /** The sink of that name. */
    public Optional<Sink> sink(String name) {
        return sinks.stream().filter(sink -> sink.name().equals(name)).findFirst();
    }

    /** The sink of that number. */
    public Optional<Sink> sink(int index) {
        return sinks.stream().filter(sink -> sink.index() == index).findFirst();
    }
}
