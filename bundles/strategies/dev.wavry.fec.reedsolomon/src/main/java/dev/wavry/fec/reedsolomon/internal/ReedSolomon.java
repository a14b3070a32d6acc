package dev.wavry.fec.reedsolomon.internal;

import dev.wavry.spi.control.FecScheme;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes and uses repair packets; loops run over plain arrays, eight bytes or a vector at a time where they can. One agent at a time. */
final class ReedSolomon implements FecScheme {
    static final int MOST_SOURCES = 40;
    static final int MOST_REPAIRS = 24;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte @Nullable [][] tables = new byte[256][];
    private final int[][] rows = new int[MOST_REPAIRS][MOST_REPAIRS];
    private final int[][] inverse = new int[MOST_REPAIRS][MOST_REPAIRS];
    private final int[] missing = new int[MOST_SOURCES];
    private final int[] used = new int[MOST_REPAIRS];
    private byte[][] sums = new byte[MOST_REPAIRS][0];
    private byte[] one = new byte[0];
    private byte[] result = new byte[0];

    @Override
    public void protect(ByteBuffer[] source, int sourceCount, ByteBuffer[] repair, int repairCount) {
        if (repairCount == 0) {
            return;
        }
        int bytes = repair[0].remaining();
        begin(bytes, repairCount);
        if (repairCount == 2) {
            pAndQ(source, sourceCount, bytes);
        } else {
            for (int s = 0; s < sourceCount; s++) {
                source[s].get(source[s].position(), one, 0, bytes);
                for (int r = 0; r < repairCount; r++) {
                    add(sums[r], one, Matrix.factor(r, repairCount, s), bytes);
                }
            }
        }
        for (int r = 0; r < repairCount; r++) {
            repair[r].put(repair[r].position(), sums[r], 0, bytes);
        }
    }

    /** Horner's rule, from the last source to the first: Q doubles before each is added. */
    private void pAndQ(ByteBuffer[] source, int sourceCount, int bytes) {
        byte[] p = sums[0];
        byte[] q = sums[1];
        byte[] from = one;
        for (int s = sourceCount - 1; s >= 0; s--) {
            source[s].get(source[s].position(), from, 0, bytes);
            for (int i = 0; i < bytes; i += 8) {
                long v = (long) LONGS.get(from, i);
                LONGS.set(p, i, (long) LONGS.get(p, i) ^ v);
                LONGS.set(q, i, twice((long) LONGS.get(q, i)) ^ v);
            }
        }
    }

    /** Eight bytes doubled in the field. */
    private static long twice(long v) {
        long high = v & 0x8080808080808080L;
        return (v & 0x7f7f7f7f7f7f7f7fL) << 1 ^ (high >>> 7) * 0x1d;
    }

    private void begin(int bytes, int repairs) {
        int padded = bytes + 7 & ~7;
        if (one.length < padded) {
            one = new byte[padded];
            result = new byte[padded];
            sums = new byte[MOST_REPAIRS][padded];
        }
        Arrays.fill(one, bytes, padded, (byte) 0);
        for (int r = 0; r < repairs; r++) {
            Arrays.fill(sums[r], 0, padded, (byte) 0);
        }
    }

    private void add(byte[] to, byte[] from, int factor, int bytes) {
        if (factor == 1) {
            for (int i = 0; i < bytes; i++) {
                to[i] ^= from[i];
            }
            return;
        }
        byte[] table = table(factor);
        for (int i = 0; i < bytes; i++) {
            to[i] ^= table[from[i] & 0xff];
        }
    }

    private byte[] table(int factor) {
        byte[] known = tables[factor];
        if (known == null) {
            known = Field.table(factor);
            tables[factor] = known;
        }
        return known;
    }

    @Override
    public boolean recover(ByteBuffer[] packets, int sourceCount, int repairCount, long present) {
        int lost = 0;
        for (int s = 0; s < sourceCount; s++) {
            if ((present >>> s & 1) == 0) {
                missing[lost++] = s;
            }
        }
        int found = 0;
        for (int r = 0; r < repairCount && found < lost; r++) {
            if ((present >>> sourceCount + r & 1) != 0) {
                used[found++] = r;
            }
        }
        if (found < lost) {
            return false;
        }
        if (lost > 0) {
            restore(packets, sourceCount, repairCount, present, lost);
        }
        return true;
    }

    private void restore(ByteBuffer[] packets, int sourceCount, int repairCount, long present, int lost) {
        int bytes = packets[missing[0]].remaining();
        begin(bytes, lost);
        for (int i = 0; i < lost; i++) {
            ByteBuffer repair = packets[sourceCount + used[i]];
            repair.get(repair.position(), sums[i], 0, bytes);
            for (int j = 0; j < lost; j++) {
                rows[i][j] = Matrix.factor(used[i], repairCount, missing[j]);
            }
        }
        for (int s = 0; s < sourceCount; s++) {
            if ((present >>> s & 1) != 0) {
                packets[s].get(packets[s].position(), one, 0, bytes);
                for (int i = 0; i < lost; i++) {
                    add(sums[i], one, Matrix.factor(used[i], repairCount, s), bytes);
                }
            }
        }
        Matrix.invert(rows, inverse, lost);
        for (int j = 0; j < lost; j++) {
            Arrays.fill(result, 0, bytes, (byte) 0);
            for (int i = 0; i < lost; i++) {
                if (inverse[j][i] != 0) {
                    add(result, sums[i], inverse[j][i], bytes);
                }
            }
            packets[missing[j]].put(packets[missing[j]].position(), result, 0, bytes);
        }
    }
}
