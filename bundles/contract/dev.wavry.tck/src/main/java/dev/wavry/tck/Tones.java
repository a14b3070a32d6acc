package dev.wavry.tck;

import java.nio.ByteBuffer;

/** Makes tones and finds them again. */
public final class Tones {
    private static final double SILENT_DECIBELS = -120;

    private Tones() {}

    /**
     * Fills a buffer, from position to limit, with a tone in every channel: channel {@code n} has {@code hertz * (n + 1)}.
     *
     * @param first number of the first sample since the tone began
     */
    public static void fill(ByteBuffer samples, int channels, int rate, double hertz, double amplitude, long first) {
        int count = samples.remaining() / Short.BYTES / channels;
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < channels; channel++) {
                double phase = 2 * Math.PI * hertz * (channel + 1) * (first + i) / rate;
                int at = samples.position() + (i * channels + channel) * Short.BYTES;
                samples.putShort(at, (short) Math.round(amplitude * Math.sin(phase)));
            }
        }
    }

    /**
     * Peak amplitude of one frequency, by Goertzel's algorithm with a Hann window.
     *
     * @param samples one channel
     */
    public static double amplitude(short[] samples, int from, int count, int rate, double hertz) {
        double w = 2 * Math.PI * hertz / rate;
        double re = 0;
        double im = 0;
        for (int i = 0; i < count; i++) {
            double window = 1 - Math.cos(2 * Math.PI * (i + 0.5) / count);
            re += window * samples[from + i] * Math.cos(w * i);
            im += window * samples[from + i] * Math.sin(w * i);
        }
        return 2 * Math.hypot(re, im) / count;
    }

    /** How loud one amplitude is compared with another, in decibels; not less than -120. */
    public static double decibels(double amplitude, double reference) {
        return amplitude <= 0 ? SILENT_DECIBELS : Math.max(SILENT_DECIBELS, 20 * Math.log10(amplitude / reference));
    }

    /** Frequency of a pure tone, by counting how long whole waves take; 0 if there are none. */
    public static double frequency(short[] samples, int from, int count, int rate) {
        double first = -1;
        double last = -1;
        int waves = -1;
        for (int i = from + 1; i < from + count; i++) {
            if (samples[i - 1] < 0 && samples[i] >= 0) {
                last = i - 1 + -samples[i - 1] / (double) (samples[i] - samples[i - 1]);
                first = first < 0 ? last : first;
                waves++;
            }
        }
        return waves < 1 ? 0 : waves * rate / (last - first);
    }

    /** The loudest sample. */
    public static int peak(short[] samples, int from, int count) {
        int peak = 0;
        for (int i = from; i < from + count; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        return peak;
    }
}
