package dev.wavry.platform.any.audio.javasound.internal;

import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and opens the lines of Java's mixers. */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);
    private static final int QUEUED_PERIODS = 3;
    private static final int BITS = 16;

    private Lines() {}

    /** A line that was opened, and as what. */
    record Opened<T extends DataLine>(T line, AudioDevice device) {}

    private static Class<? extends DataLine> type(Kind kind) {
        return kind == Kind.OUTPUT ? SourceDataLine.class : TargetDataLine.class;
    }

    /** Mixers that have a line of that kind; the first is the standard one. */
    static List<AudioDevice> devices(Kind kind) {
        List<AudioDevice> all = new ArrayList<>();
        for (Mixer.Info mixer : mixers(kind)) {
            AudioFormat stereo = new AudioFormat(AudioFormat.SESSION_RATE, 2);
            all.add(new AudioDevice(id(mixer), mixer.getName(), kind, stereo, all.isEmpty()));
        }
        return all;
    }

    private static String id(Mixer.Info mixer) {
        return mixer.getName().toLowerCase(Locale.ROOT);
    }

    private static List<Mixer.Info> mixers(Kind kind) {
        List<Mixer.Info> fitting = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (AudioSystem.getMixer(info).isLineSupported(new DataLine.Info(type(kind), null))) {
                fitting.add(info);
            }
        }
        return fitting;
    }

    static Opened<TargetDataLine> capture(AudioSelector selector, AudioSpec spec) throws CannotOpenException {
        return open(TargetDataLine.class, selector, spec);
    }

    static Opened<SourceDataLine> play(AudioSelector selector, AudioSpec spec) throws CannotOpenException {
        return open(SourceDataLine.class, selector, spec);
    }

    private static <T extends DataLine> Opened<T> open(Class<T> type, AudioSelector selector, AudioSpec spec)
            throws CannotOpenException {
        List<AudioDevice> devices = devices(selector.kind());
        String trouble = "";
        for (Mixer.Info info : mixers(selector.kind())) {
            AudioDevice listed = devices.stream()
                    .filter(device -> device.id().equals(id(info)))
                    .findFirst()
                    .orElseThrow();
            if (!selector.matches(listed)) {
                continue;
            }
            for (AudioFormat format : candidates(spec.format())) {
                try {
                    T line = open(type, info, format, spec);
                    AudioDevice device =
                            new AudioDevice(listed.id(), listed.name(), listed.kind(), format, listed.standard());
                    LOG.info("Sound of '{}' is {} there and {} here", device.name(), format, spec.format());
                    return new Opened<>(line, device);
                } catch (LineUnavailableException | IllegalArgumentException | SecurityException no) {
                    trouble = " (" + no.getMessage() + ")";
                }
            }
        }
        throw new CannotOpenException(
                Reason.NOT_HERE,
                "There is no '" + selector + "' for Java" + trouble + "; there are "
                        + devices.stream().map(AudioDevice::name).toList(),
                "Name one of these, or connect it");
    }

    private static List<AudioFormat> candidates(AudioFormat wished) {
        return List.of(
                wished,
                new AudioFormat(48_000, 2),
                new AudioFormat(44_100, 2),
                new AudioFormat(48_000, 1),
                new AudioFormat(44_100, 1));
    }

    private static <T extends DataLine> T open(Class<T> type, Mixer.Info mixer, AudioFormat format, AudioSpec spec)
            throws LineUnavailableException {
        var java = new javax.sound.sampled.AudioFormat(format.rate(), BITS, format.channels(), true, false);
        int period = (int) format.samples(spec.periodNanos()) * format.bytesPerSample();
        T line = type.cast(AudioSystem.getMixer(mixer).getLine(new DataLine.Info(type, java)));
        if (line instanceof TargetDataLine target) {
            target.open(java, 2 * QUEUED_PERIODS * period);
        } else if (line instanceof SourceDataLine source) {
            source.open(java, QUEUED_PERIODS * period);
        }
        line.start();
        return line;
    }
}
