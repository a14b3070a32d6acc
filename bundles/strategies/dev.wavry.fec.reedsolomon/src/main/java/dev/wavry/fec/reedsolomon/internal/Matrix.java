package dev.wavry.fec.reedsolomon.internal;

/** The factors of the sources in each repair, and the solution for those that are missing. */
final class Matrix {
    /** Cauchy: x of the repairs lies above all y of the sources. */
    private static final int FIRST_X = 128;

    private Matrix() {}

    /** The factor of a source in a repair, of so many repairs. */
    static int factor(int repair, int repairs, int source) {
        if (repair == 0) {
            return 1;
        }
        if (repairs == 2) {
            return Field.power(source);
        }
        // 1 / (x + y), each column divided by its first one: every square part can still be inverted.
        int column = FIRST_X ^ source;
        return Field.times(column, Field.inverse((FIRST_X + repair) ^ source));
    }

    /**
     * Inverts in place by Gauss and Jordan.
     *
     * @param n rows and columns of {@code of}; {@code into} becomes the inverse
     */
    static void invert(int[][] of, int[][] into, int n) {
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                into[row][column] = row == column ? 1 : 0;
            }
        }
        for (int pivot = 0; pivot < n; pivot++) {
            exchange(of, into, pivot, n);
            int scale = Field.inverse(of[pivot][pivot]);
            scale(of[pivot], scale, n);
            scale(into[pivot], scale, n);
            for (int row = 0; row < n; row++) {
                int factor = of[row][pivot];
                if (row != pivot && factor != 0) {
                    subtract(of[row], of[pivot], factor, n);
                    subtract(into[row], into[pivot], factor, n);
                }
            }
        }
    }

    private static void exchange(int[][] of, int[][] into, int pivot, int n) {
        for (int row = pivot; row < n; row++) {
            if (of[row][pivot] != 0) {
                int[] other = of[row];
                of[row] = of[pivot];
                of[pivot] = other;
                other = into[row];
                into[row] = into[pivot];
                into[pivot] = other;
                return;
            }
        }
        throw new IllegalStateException("A matrix without inverse cannot come out of these factors");
    }

    private static void scale(int[] row, int factor, int n) {
        for (int i = 0; i < n; i++) {
            row[i] = Field.times(row[i], factor);
        }
    }

    private static void subtract(int[] from, int[] row, int factor, int n) {
        for (int i = 0; i < n; i++) {
            from[i] ^= Field.times(row[i], factor);
        }
    }
}
