package dev.wavry.core.sound;

/**
 * Stretches stereo sound by a little, so that a buffer neither runs empty nor full though two clocks differ. Interpolates with a sinc of
 * {@value #TAPS} samples under a Kaiser window (J. O. Smith, "Digital Audio Resampling"), which keeps what is audible up to 20 kHz. Not
 * thread-safe; allocates nothing after its constructor.
 */
final class Resampler {
    /** Samples around each output sample. */
    static final int TAPS = 24;

    /** Between an input sample and the same moment in the output. */
    static final int DELAY_SAMPLES = TAPS / 2;

    private static final int PHASES = 256;
    private static final double BETA = 8;
    private static final float[] SINC = sinc();

    private final float[] in;
    private int first;
    private int count;
    private double phase;
    private double ratio = 1;

    /** @param mostSamples per channel that are ever put ahead */
    Resampler(int mostSamples) {
        in = new float[2 * (mostSamples + 2 * TAPS)];
        count = TAPS;
    }

    private static float[] sinc() {
        float[] table = new float[(PHASES + 1) * TAPS];
        for (int p = 0; p <= PHASES; p++) {
            double sum = 0;
            for (int t = 0; t < TAPS; t++) {
                double x = t - (TAPS / 2 - 1) - (double) p / PHASES;
                double value = kaiser(x / (TAPS / 2.0)) * (x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
                table[p * TAPS + t] = (float) value;
                sum += value;
            }
            for (int t = 0; t < TAPS; t++) {
                table[p * TAPS + t] /= (float) sum;
            }
        }
        return table;
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
    }

    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; k < 40; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /** Input samples used per output sample, about 1. */
    void ratio(double value) {
        ratio = value;
    }

    double ratio() {
        return ratio;
    }

    /** Input samples per channel that are put and not played yet, with the part of one that is under way. */
    double ahead() {
        return count - DELAY_SAMPLES - phase;
    }

    /** How many samples more have to be put before so many can be had. */
    int missing(int samples) {
        return (int) Math.ceil(phase + (samples - 1) * ratio) + TAPS - count;
    }

    /** Room for more, in samples per channel. */
    int room() {
        return in.length / 2 - count;
    }

    /** Puts stereo samples. */
    void put(float[] samples, int howMany) {
        if (2 * (first + count + howMany) > in.length) {
            System.arraycopy(in, 2 * first, in, 0, 2 * count);
            first = 0;
        }
        System.arraycopy(samples, 0, in, 2 * (first + count), 2 * howMany);
        count += howMany;
    }

    /** Adds stereo samples to {@code out}, each with a gain that goes evenly from one value to the other. */
    void addTo(float[] out, int samples, float gainFrom, float gainTo) {
        float gain = gainFrom;
        float step = (gainTo - gainFrom) / samples;
        for (int i = 0; i < samples; i++) {
            double at = phase * PHASES;
            int row = (int) at;
            float part = (float) (at - row);
            int a = row * TAPS;
            float left = 0;
            float right = 0;
            for (int t = 0, s = 2 * first; t < TAPS; t++, s += 2) {
                float c = SINC[a + t] + part * (SINC[a + TAPS + t] - SINC[a + t]);
                left += c * in[s];
                right += c * in[s + 1];
            }
            out[2 * i] += gain * left;
            out[2 * i + 1] += gain * right;
            gain += step;
            phase += ratio;
            int whole = (int) phase;
            phase -= whole;
            first += whole;
            count -= whole;
        }
    }
}
