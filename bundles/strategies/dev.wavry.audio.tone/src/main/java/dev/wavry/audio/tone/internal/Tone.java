package dev.wavry.audio.tone.internal;

import java.util.Locale;

/**
 * What sounds.
 *
 * @param hertz frequency
 * @param decibels peak level, 0 is full scale
 * @param ppm by how many millionths the device's clock is too fast
 * @param onMillis how long it sounds
 * @param offMillis how long it is silent after that; 0 for never
 */
record Tone(double hertz, double decibels, double ppm, int onMillis, int offMillis) {
    static final Tone STANDARD = new Tone(440, -12, 0, 1000, 0);

    private static final double LOWEST = 20;
    private static final double HIGHEST = 20_000;
    private static final double QUIETEST = -90;
    private static final double MOST_PPM = 10_000;
    private static final int MOST_MILLIS = 3_600_000;

    Tone {
        require(hertz >= LOWEST && hertz <= HIGHEST, "the frequency is outside 20 to 20000 Hz");
        require(decibels >= QUIETEST && decibels <= 0, "the level is outside -90 to 0 dB");
        require(Math.abs(ppm) <= MOST_PPM, "ppm is outside -10000 to 10000");
        require(onMillis > 0 && onMillis <= MOST_MILLIS, "on is outside 1 to 3600000 ms");
        require(offMillis >= 0 && offMillis <= MOST_MILLIS, "off is outside 0 to 3600000 ms");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * Reads {@code 1000,level=-20,ppm=200,on=300,off=700}; empty is the standard one.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Tone parse(String text) {
        if (text.isBlank()) {
            return STANDARD;
        }
        String[] parts = text.toLowerCase(Locale.ROOT).split(",", -1);
        Tone tone = STANDARD.with("hertz", parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            require(equals > 0, "'" + parts[i] + "' is not level=, ppm=, on= or off= with a number");
            tone = tone.with(parts[i].substring(0, equals).trim(), parts[i].substring(equals + 1));
        }
        return tone;
    }

    private Tone with(String what, String text) {
        double value;
        try {
            value = Double.parseDouble(text.trim());
        } catch (NumberFormatException no) {
            throw new IllegalArgumentException("'" + text + "' is not a number", no);
        }
        return switch (what) {
            case "hertz" -> new Tone(value, decibels, ppm, onMillis, offMillis);
            case "level" -> new Tone(hertz, value, ppm, onMillis, offMillis);
            case "ppm" -> new Tone(hertz, decibels, value, onMillis, offMillis);
            case "on" -> new Tone(hertz, decibels, ppm, (int) value, offMillis);
            case "off" -> new Tone(hertz, decibels, ppm, onMillis, (int) value);
            default -> throw new IllegalArgumentException("'" + what + "' is none of level, ppm, on and off");
        };
    }

    /** Peak of the samples. */
    double amplitude() {
        return Short.MAX_VALUE * Math.pow(10, decibels / 20);
    }
}
