package dev.wavry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was recorded into a WAV file of 16-bit samples: its first channel, and what a tone in it is like. */
public final class Tape {
    private static final int WINDOW_MILLIS = 100;

    private final int rate;
    private final short[] samples;

    private Tape(int rate, short[] samples) {
        this.rate = rate;
        this.samples = samples;
    }

    /** Reads a file, also one that still grows. */
    public static Tape read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.remaining() < 44 || bytes.getInt(0) != 0x46464952 || bytes.getInt(12) != 0x20746d66) {
                throw new LabException("'" + file + "' is no WAV file");
            }
            int channels = bytes.getShort(22);
            int data = 20 + bytes.getInt(16) + 8;
            short[] samples = new short[Math.max(0, bytes.remaining() - data) / 2 / channels];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = bytes.getShort(data + 2 * channels * i);
            }
            return new Tape(bytes.getInt(24), samples);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** How long it is. */
    public double seconds() {
        return (double) samples.length / rate;
    }

    /** When it is first louder than near silence, in seconds; the end if never. */
    public double begins() {
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 300) {
                return (double) i / rate;
            }
        }
        return seconds();
    }

    /** The longest stretch of near silence between two moments, in milliseconds; a tone crosses zero in less than one. */
    public double longestSilenceMillis(double from, double to) {
        int longest = 0;
        int silent = 0;
        for (int i = (int) (from * rate); i < Math.min(samples.length, (int) (to * rate)); i++) {
            silent = Math.abs(samples[i]) > 300 ? 0 : silent + 1;
            longest = Math.max(longest, silent);
        }
        return 1000.0 * longest / rate;
    }

    /**
     * The worst stretch of 100 ms between two moments: how much of it is not the tone, in decibels below all of it, whatever the exact
     * frequency within 1 %.
     */
    public double worstRestDecibels(double hertz, double from, double to) {
        double worst = -200;
        for (double at = from; at + 0.001 * WINDOW_MILLIS <= to; at += 0.001 * WINDOW_MILLIS) {
            worst = Math.max(worst, restDecibels(bestHertz(hertz, at), at));
        }
        return worst;
    }

    /** The frequency farthest from the tone's among all stretches of 100 ms, as a share of it. */
    public double worstDetuning(double hertz, double from, double to) {
        double worst = 0;
        for (double at = from; at + 0.001 * WINDOW_MILLIS <= to; at += 0.001 * WINDOW_MILLIS) {
            worst = Math.max(worst, Math.abs(bestHertz(hertz, at) / hertz - 1));
        }
        return worst;
    }

    /** How loud a tone is between two moments, in decibels below full scale. */
    public double toneDecibels(double hertz, double from, double to) {
        double most = 1e-9;
        for (double at = from; at + 0.001 * WINDOW_MILLIS <= to; at += 0.001 * WINDOW_MILLIS) {
            double[] fit = fit(hertz, at);
            most = Math.max(most, Math.hypot(fit[0], fit[1]) / 32768);
        }
        return 20 * Math.log10(most);
    }

    private double bestHertz(double hertz, double at) {
        double best = hertz;
        double rest = Double.MAX_VALUE;
        double step = hertz * 0.0025;
        for (int round = 0; round < 5; round++, step /= 4) {
            double middle = best;
            for (int k = -4; k <= 4; k++) {
                double candidate = middle + k * step;
                double left = fit(candidate, at)[2];
                if (left < rest) {
                    rest = left;
                    best = candidate;
                }
            }
        }
        return best;
    }

    private double restDecibels(double hertz, double at) {
        double[] fit = fit(hertz, at);
        return fit[3] == 0 ? 0 : 10 * Math.log10(Math.max(1e-12, fit[2] / fit[3]));
    }

    /** Least squares: cosine, sine, what is left and all of it. */
    private double[] fit(double hertz, double at) {
        int first = (int) (at * rate);
        int count = Math.min(rate * WINDOW_MILLIS / 1000, samples.length - first);
        double cc = 0;
        double ss = 0;
        double cs = 0;
        double xc = 0;
        double xs = 0;
        double xx = 0;
        double step = 2 * Math.PI * hertz / rate;
        for (int i = 0; i < count; i++) {
            double c = Math.cos(step * i);
            double s = Math.sin(step * i);
            double x = samples[first + i];
            cc += c * c;
            ss += s * s;
            cs += c * s;
            xc += x * c;
            xs += x * s;
            xx += x * x;
        }
        double det = Math.max(1e-9, cc * ss - cs * cs);
        double a = (xc * ss - xs * cs) / det;
        double b = (xs * cc - xc * cs) / det;
        return new double[] {a, b, Math.max(0, xx - a * xc - b * xs), xx};
    }
}
