package dev.wavry.fec.xor.internal;

import dev.wavry.spi.control.FecScheme;
import java.nio.ByteBuffer;

/** Repair r is the sum of the sources r, r + n, r + 2n ... for n repairs. One agent at a time. */
final class Xor implements FecScheme {
    static final int MOST_SOURCES = 56;

    private byte[] sum = new byte[1500];
    private byte[] one = new byte[1500];

    @Override
    public void protect(ByteBuffer[] source, int sourceCount, ByteBuffer[] repair, int repairCount) {
        for (int r = 0; r < repairCount; r++) {
            int bytes = repair[r].remaining();
            begin(bytes);
            for (int s = r; s < sourceCount; s += repairCount) {
                add(source[s], bytes);
            }
            repair[r].put(repair[r].position(), sum, 0, bytes);
        }
    }

    @Override
    public boolean recover(ByteBuffer[] packets, int sourceCount, int repairCount, long present) {
        boolean whole = true;
        for (int r = 0; r < repairCount; r++) {
            whole &= recoverRow(packets, sourceCount, repairCount, r, present);
        }
        for (int s = 0; s < sourceCount && repairCount == 0; s++) {
            whole &= (present >>> s & 1) != 0;
        }
        return whole;
    }

    private boolean recoverRow(ByteBuffer[] packets, int sourceCount, int repairCount, int row, long present) {
        int missing = -1;
        for (int s = row; s < sourceCount; s += repairCount) {
            if ((present >>> s & 1) == 0) {
                if (missing >= 0) {
                    return false;
                }
                missing = s;
            }
        }
        if (missing < 0) {
            return true;
        }
        if ((present >>> sourceCount + row & 1) == 0) {
            return false;
        }
        int bytes = packets[missing].remaining();
        begin(bytes);
        add(packets[sourceCount + row], bytes);
        for (int s = row; s < sourceCount; s += repairCount) {
            if (s != missing) {
                add(packets[s], bytes);
            }
        }
        packets[missing].put(packets[missing].position(), sum, 0, bytes);
        return true;
    }

    private void begin(int bytes) {
        if (sum.length < bytes) {
            sum = new byte[bytes];
            one = new byte[bytes];
        }
        java.util.Arrays.fill(sum, 0, bytes, (byte) 0);
    }

    /** A loop over plain arrays, which the compiler turns into vectors. */
    private void add(ByteBuffer packet, int bytes) {
        byte[] to = sum;
        byte[] from = one;
        packet.get(packet.position(), from, 0, bytes);
        for (int i = 0; i < bytes; i++) {
            to[i] ^= from[i];
        }
    }
}
