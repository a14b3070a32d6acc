package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The devices of the SPI that a sound server has. Pure. */
final class Devices {
    /** Names of what virtual microphones are made of begin so; they are no devices for Wavry itself. */
    static final String OWN = "wavry_microphone_";

    private static final int STEREO = 2;
    /** What this program plays is not for it to capture. */
    static final long SELF = ProcessHandle.current().pid();

    private Devices() {}

    /** Everything that can be captured, standard ones first. */
    static List<AudioDevice> captured(SoundMap map) {
        List<AudioDevice> all = new ArrayList<>(sinks(map, Kind.SYSTEM));
        String standard = standardMicrophone(map);
        for (SoundMap.Source source : map.sources()) {
            if (!source.ofSink() && !source.name().startsWith(OWN)) {
                all.add(device(source, source.name().equals(standard)));
            }
        }
        all.sort(Comparator.comparing(AudioDevice::kind).thenComparing(device -> !device.standard()));
        Map<String, AudioDevice> applications = new LinkedHashMap<>();
        for (SoundMap.Playing playing : map.playing()) {
            if (playing.pid() != SELF) {
                AudioDevice device = device(playing);
                applications.putIfAbsent(device.id(), device);
            }
        }
        all.addAll(applications.values());
        return all;
    }

    /** Everything that sounds, the standard one first. */
    static List<AudioDevice> outputs(SoundMap map) {
        List<AudioDevice> all = new ArrayList<>(sinks(map, Kind.OUTPUT));
        all.sort(Comparator.comparing(device -> !device.standard()));
        return all;
    }

    private static List<AudioDevice> sinks(SoundMap map, Kind kind) {
        String standard = standardSink(map);
        return map.sinks().stream()
                .filter(sink -> !sink.name().startsWith(OWN))
                .map(sink -> device(sink, kind, sink.name().equals(standard)))
                .toList();
    }

    static AudioDevice device(SoundMap.Sink sink, Kind kind, boolean standard) {
        return new AudioDevice(sink.name(), sink.description(), kind, format(sink.rate(), sink.channels()), standard);
    }

    static AudioDevice device(SoundMap.Source source, boolean standard) {
        return new AudioDevice(
                source.name(),
                source.description(),
                Kind.MICROPHONE,
                format(source.rate(), source.channels()),
                standard);
    }

    static AudioDevice device(SoundMap.Playing playing) {
        String name = playing.application().isEmpty() ? playing.media() : playing.application();
        String id = playing.binary().isEmpty() ? name : playing.binary();
        // Programs that run in the same interpreter or player have one binary: the name tells them apart.
        String both = id.equalsIgnoreCase(name) ? id : id + "/" + name;
        return new AudioDevice(
                both.toLowerCase(Locale.ROOT),
                name,
                Kind.APPLICATION,
                format(playing.rate(), playing.channels()),
                false);
    }

    /** The default sink, or the first that is not a virtual microphone's; empty if there is none. */
    static String standardSink(SoundMap map) {
        List<String> names = map.sinks().stream()
                .map(SoundMap.Sink::name)
                .filter(name -> !name.startsWith(OWN))
                .toList();
        return names.contains(map.defaultSink()) ? map.defaultSink() : names.isEmpty() ? "" : names.get(0);
    }

    /** The default source, or the first that hears no sink; empty if there is none. */
    static String standardMicrophone(SoundMap map) {
        List<String> names = map.sources().stream()
                .filter(source -> !source.ofSink() && !source.name().startsWith(OWN))
                .map(SoundMap.Source::name)
                .toList();
        return names.contains(map.defaultSource()) ? map.defaultSource() : names.isEmpty() ? "" : names.get(0);
    }

    /** The nearest format that the SPI can say. */
    static AudioFormat format(int rate, int channels) {
        int known = channels <= STEREO ? Math.max(1, channels) : Math.min(8, channels & ~1);
        return new AudioFormat(Math.max(8000, Math.min(192_000, rate)), known);
    }
}
