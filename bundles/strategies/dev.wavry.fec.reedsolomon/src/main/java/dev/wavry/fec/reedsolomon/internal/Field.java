package dev.wavry.fec.reedsolomon.internal;

/** The field of 256 elements with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11d), in which 2 generates all but 0. */
final class Field {
    private static final int POLYNOMIAL = 0x11d;
    private static final int[] EXP = new int[510];
    private static final int[] LOG = new int[256];

    static {
        int x = 1;
        for (int i = 0; i < 255; i++) {
            EXP[i] = x;
            EXP[i + 255] = x;
            LOG[x] = i;
            x <<= 1;
            x ^= x > 255 ? POLYNOMIAL : 0;
        }
    }

    private Field() {}

    static int times(int a, int b) {
        return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
    }

    /** 1 / a; a is not 0. */
    static int inverse(int a) {
        return EXP[255 - LOG[a]];
    }

    /** 2 to the n, n from 0 to 509. */
    static int power(int n) {
        return EXP[n];
    }

    /** What a factor makes of every byte. */
    static byte[] table(int factor) {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++) {
            table[i] = (byte) times(factor, i);
        }
        return table;
    }
}
