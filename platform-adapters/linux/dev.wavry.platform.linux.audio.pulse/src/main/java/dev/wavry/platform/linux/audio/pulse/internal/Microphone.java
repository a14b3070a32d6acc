package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A microphone that is played to: a null sink, and a source made of its monitor, because programs hide monitors from people. Both are
 * named after this process, so that what a killed one left behind can be told from what is in use. One thread.
 */
final class Microphone {
    static final AudioDevice DEVICE = new AudioDevice(
            "wavry-microphone",
            "Wavry microphone",
            Kind.VIRTUAL_MICROPHONE,
            new AudioFormat(AudioFormat.SESSION_RATE, 2),
            true);

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern MADE_BY = Pattern.compile(Devices.OWN + "(\\d+)_");
    private static final int REFUSED = -1;
    private static final int NOT_LOADED = -1;

    private final String name = Devices.OWN + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
    private final AudioFormat format;
    private final List<Integer> modules = new ArrayList<>();
    private int loadedAt = NOT_LOADED;
    private boolean refused;

    Microphone(AudioFormat format) {
        this.format = format;
    }

    /** Loads what it is made of, once for each connection; cleans up after killed processes first. */
    void load(PulseConnection connection, int connections) {
        if (loadedAt == connections) {
            return;
        }
        loadedAt = connections;
        modules.clear();
        refused = false;
        connection.modules((index, argument) -> removeLeftover(connection, index, argument), () -> {});
        connection.loadModule(
                "module-null-sink",
                "sink_name=" + name + " rate=" + format.rate() + " channels=" + format.channels()
                        + " sink_properties='device.description=\"Wavry microphone (played to)\"'",
                this::loaded);
        connection.loadModule(
                "module-remap-source",
                "master=" + name + ".monitor source_name=" + name + "_source"
                        + " source_properties='device.description=\"Wavry microphone\"'",
                this::loaded);
    }

    private void loaded(int index) {
        if (index == REFUSED) {
            refused = true;
        } else {
            modules.add(index);
        }
    }

    private static void removeLeftover(PulseConnection connection, int index, String argument) {
        Matcher maker = MADE_BY.matcher(argument);
        if (maker.find() && !Files.exists(Path.of("/proc", maker.group(1)))) {
            connection.unloadModule(index);
        }
    }

    /** True if the server does not want to make it. */
    boolean isRefused() {
        return refused;
    }

    /** Where to play, once it is there. */
    Optional<Target> target(SoundMap map) {
        boolean heard = map.sources().stream().anyMatch(source -> source.name().equals(name + "_source"));
        return map.sink(name).filter(sink -> heard).map(sink -> new Target(DEVICE, name, name, -1, false, false));
    }

    /** Takes it away; the newest part first, because it hangs on the other. */
    void unload(PulseConnection connection) {
        for (int i = modules.size() - 1; i >= 0; i--) {
            connection.unloadModule(modules.get(i));
        }
        modules.clear();
    }

    /** True if nothing of it is at the server. */
    boolean isGone(SoundMap map) {
        return map.sink(name).isEmpty()
                && map.sources().stream().noneMatch(source -> source.name().equals(name + "_source"));
    }
}
