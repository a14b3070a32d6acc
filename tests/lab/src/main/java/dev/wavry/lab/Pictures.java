package dev.wavry.lab;

/** Compares pictures of 0xRRGGBB pixels. */
public final class Pictures {
    private static final double PEAK = 255;

    private Pictures() {}

    /** Peak signal-to-noise ratio over all three channels in dB; infinite if they are equal. */
    public static double psnr(int[] one, int[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("pictures of " + one.length + " and " + other.length + " pixels");
        }
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (one[i] >> shift & 0xff) - (other[i] >> shift & 0xff);
                squares += difference * difference;
            }
        }
        double mean = squares / (3.0 * one.length);
        return mean == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(PEAK * PEAK / mean);
    }

    /** The same over brightness alone (weights of BT.709), as video codecs keep colour at half the resolution. */
    public static double brightnessPsnr(int[] one, int[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = brightness(one[i]) - brightness(other[i]);
            squares += difference * difference;
        }
        double mean = squares / one.length;
        return mean == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(PEAK * PEAK / mean);
    }

    private static double brightness(int rgb) {
        return 0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff);
    }

    /** Where two pictures differ, in words: how many pixels, and the rectangle around them. */
    public static String difference(int[] one, int[] other, int width) {
        int count = 0;
        int left = width;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int i = 0; i < one.length; i++) {
            if (one[i] != other[i]) {
                count++;
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = top < 0 ? i / width : top;
                bottom = i / width;
            }
        }
        return count + " pixels differ, between " + left + "," + top + " and " + right + "," + bottom;
    }

    /** Largest difference of a channel between two colours. */
    public static int distance(int one, int other) {
        int worst = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            worst = Math.max(worst, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
        }
        return worst;
    }
}
