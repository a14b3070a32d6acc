package dev.wavry.rift;

import dev.wavry.spi.control.FecScheme;
import java.nio.ByteBuffer;

/** The simplest scheme: repair r is the sum of every n-th packet from r on. */
public final class Parity implements FecScheme {
    @Override
    public void protect(ByteBuffer[] source, int sourceCount, ByteBuffer[] repair, int repairCount) {
        for (int r = 0; r < repairCount; r++) {
            for (int i = 0; i < repair[r].remaining(); i++) {
                byte sum = 0;
                for (int s = r; s < sourceCount; s += repairCount) {
                    sum ^= source[s].get(source[s].position() + i);
                }
                repair[r].put(repair[r].position() + i, sum);
            }
        }
    }

    @Override
    public boolean recover(ByteBuffer[] packets, int sourceCount, int repairCount, long present) {
        for (int r = 0; r < repairCount; r++) {
            if (!row(packets, sourceCount, repairCount, r, present)) {
                return false;
            }
        }
        return true;
    }

    private static boolean row(ByteBuffer[] packets, int sources, int repairs, int r, long present) {
        int missing = -1;
        for (int s = r; s < sources; s += repairs) {
            if ((present >>> s & 1) == 0) {
                if (missing >= 0) {
                    return false;
                }
                missing = s;
            }
        }
        if (missing < 0 || (present >>> sources + r & 1) == 0) {
            return missing < 0;
        }
        ByteBuffer into = packets[missing];
        for (int i = 0; i < into.remaining(); i++) {
            byte sum = packets[sources + r].get(packets[sources + r].position() + i);
            for (int s = r; s < sources; s += repairs) {
                sum ^= s == missing ? 0 : packets[s].get(packets[s].position() + i);
            }
            into.put(into.position() + i, sum);
        }
        return true;
    }
}
