package dev.wavry.platform.any.audio.javasound.internal;

import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.tck.AudioBench;
import dev.wavry.tck.Tones;

/** A process of its own, because Java's sound asks the environment where it is: captures until it is ended and says the frequency, or plays one. */
final class Player {
    private static final AudioFormat STEREO = new AudioFormat(48_000, 2);
    private static final long LOOK_NANOS = 20_000_000;

    private Player() {}

    public static void main(String[] arguments) throws Exception {
        AudioBench bench = new AudioBench(STEREO);
        AudioSpec spec = new AudioSpec(STEREO, 480);
        if (arguments[0].equals("capture")) {
            try (AudioCapture capture = new JavaSoundSource().open(AudioSelector.parse("microphone"), spec, bench)) {
                capture(capture, bench);
            }
        } else {
            bench.play(Double.parseDouble(arguments[1]), 8000);
            try (AudioPlayback playback = new JavaSoundSink().open(AudioSelector.parse("output"), spec, bench)) {
                System.out.println("plays");
                while (!System.out.checkError()) {
                    if (playback.doWork() == 0) {
                        playback.await(LOOK_NANOS);
                    }
                }
            }
        }
    }

    private static void capture(AudioCapture capture, AudioBench bench) {
        for (long next = 24_000; !System.out.checkError(); ) {
            if (capture.doWork() == 0) {
                capture.await(LOOK_NANOS);
            }
            if (bench.count() >= next) {
                next += 12_000;
                short[] heard = bench.newest(0, 24_000);
                System.out.println("hertz " + Math.round(Tones.frequency(heard, 0, heard.length, 48_000)));
            }
        }
    }
}
