package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.health.Finding.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a selector means at one moment.
 *
 * @param device what the SPI calls it
 * @param name name of the source to record from, or of the sink to play to
 * @param sink name of the sink that is heard or played to; empty for a microphone
 * @param playing number of the one program to hear, or -1
 * @param muted true if it is muted
 * @param silent true if its volume is 0
 */
record Target(AudioDevice device, String name, String sink, int playing, boolean muted, boolean silent) {
    private static final int EVERYTHING = -1;

    /** True if the same stream does for both. */
    boolean sameStream(Target other) {
        return name.equals(other.name) && playing == other.playing;
    }

    /** What to capture; nothing if it is not there. */
    static Optional<Target> capture(SoundMap map, AudioSelector selector) {
        return switch (selector.kind()) {
            case SYSTEM -> sink(map, selector).map(sink -> ofSink(map, sink, Kind.SYSTEM, sink.monitor()));
            case MICROPHONE ->
                map.sources().stream()
                        .filter(source -> !source.ofSink() && !source.name().startsWith(Devices.OWN))
                        .filter(source -> selector.matches(
                                Devices.device(source, source.name().equals(Devices.standardMicrophone(map)))))
                        .findFirst()
                        .map(source -> new Target(
                                Devices.device(source, source.name().equals(Devices.standardMicrophone(map))),
                                source.name(),
                                "",
                                EVERYTHING,
                                source.muted(),
                                source.volume() == 0));
            case APPLICATION -> application(map, selector);
            default -> Optional.empty();
        };
    }

    /** Where to play; nothing if it is not there. */
    static Optional<Target> output(SoundMap map, AudioSelector selector) {
        return sink(map, selector).map(sink -> ofSink(map, sink, Kind.OUTPUT, sink.name()));
    }

    private static Optional<SoundMap.Sink> sink(SoundMap map, AudioSelector selector) {
        if (selector.name().isEmpty()) {
            return map.sink(Devices.standardSink(map));
        }
        List<SoundMap.Sink> fitting = map.sinks().stream()
                .filter(sink -> !sink.name().startsWith(Devices.OWN))
                .filter(sink -> selector.matches(Devices.device(sink, selector.kind(), false)))
                .toList();
        return fitting.stream()
                .filter(sink -> sink.name().equals(selector.name()))
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    private static Target ofSink(SoundMap map, SoundMap.Sink sink, Kind kind, String name) {
        boolean standard = sink.name().equals(Devices.standardSink(map));
        return new Target(
                Devices.device(sink, kind, standard), name, sink.name(), EVERYTHING, sink.muted(), sink.volume() == 0);
    }

    /** The newest stream that is not paused, or else the newest. */
    private static Optional<Target> application(SoundMap map, AudioSelector selector) {
        return map.playing().stream()
                .filter(playing -> playing.pid() != Devices.SELF)
                .filter(playing -> selector.matches(Devices.device(playing)))
                .filter(playing -> map.sink(playing.sink()).isPresent())
                .max(Comparator.comparing((SoundMap.Playing playing) -> !playing.paused())
                        .thenComparing(SoundMap.Playing::index))
                .map(playing -> new Target(
                        Devices.device(playing),
                        map.sink(playing.sink()).orElseThrow().monitor(),
                        map.sink(playing.sink()).orElseThrow().name(),
                        playing.index(),
                        playing.muted(),
                        playing.volume() == 0));
    }

    /** Whether something is wrong with it that a person should know. */
    Finding finding() {
        String what =
                switch (device.kind()) {
                    case APPLICATION -> "The application '";
                    case MICROPHONE -> "The microphone '";
                    default -> "The output '";
                };
        if (muted || silent) {
            return new Finding(
                    Level.WARN,
                    what + device.name() + "' is " + (muted ? "muted" : "at volume 0"),
                    "Somebody turned it off in the system's sound settings",
                    "Turn it on there, or with: pactl (see docs/audio.md)");
        }
        return new Finding(Level.OK, what + device.name() + "' is there and audible", "", "");
    }

    /** What there is of that kind, for a sentence. */
    static String choices(SoundMap map, Kind kind) {
        List<AudioDevice> all = kind == Kind.OUTPUT ? Devices.outputs(map) : Devices.captured(map);
        List<String> names = all.stream()
                .filter(device -> device.kind() == kind)
                .map(device ->
                        device.name().equals(device.id()) ? device.id() : device.name() + " (" + device.id() + ")")
                .toList();
        return names.isEmpty() ? "there is none now" : "there are: " + String.join(", ", names);
    }
}
