package dev.wavry.core.sound;

/**
 * Joins two pieces of sound that do not fit: the step between them is spread over {@value #SAMPLES} samples. Not thread-safe; allocates
 * nothing after its constructor.
 */
final class Declick {
    /** 5 ms at 48 kHz, because a step that fades so slowly is below what a click sounds like. */
    static final int SAMPLES = 240;

    private final float[] last;
    private final float[] step;
    private int left;

    Declick(int channels) {
        last = new float[channels];
        step = new float[channels];
    }

    /** The next samples do not follow those before. */
    void joint(float[] next) {
        for (int c = 0; c < last.length; c++) {
            step[c] = last[c] - next[c];
        }
        left = SAMPLES;
    }

    /** Lets interleaved samples pass. */
    void pass(float[] samples, int howMany) {
        int channels = last.length;
        for (int i = 0; i < howMany && left > 0; i++, left--) {
            float fade = (float) left / SAMPLES;
            for (int c = 0; c < channels; c++) {
                samples[i * channels + c] += step[c] * fade * fade;
            }
        }
        if (howMany > 0) {
            System.arraycopy(samples, (howMany - 1) * channels, last, 0, channels);
        }
    }
}
