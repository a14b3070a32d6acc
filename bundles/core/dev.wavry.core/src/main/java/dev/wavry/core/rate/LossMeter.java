package dev.wavry.core.rate;

import dev.wavry.spi.control.Feedback;
import java.util.concurrent.TimeUnit;

/** How much was lost lately, and how many in a row. */
public final class LossMeter {
    private static final long BIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BINS = 30;
    private static final int LEAST_PACKETS = 50;

    private final int[] packets = new int[BINS];
    private final int[] lost = new int[BINS];
    private final int[] bursts = new int[BINS];
    private long bin = Long.MIN_VALUE;
    private boolean lastLost;

    /** Packets were reported. */
    public void add(Feedback report, long nowNanos) {
        long number = Math.floorDiv(nowNanos, BIN_NANOS);
        for (long n = Math.max(bin + 1, number - BINS + 1); n <= number; n++) {
            int slot = (int) Math.floorMod(n, (long) BINS);
            packets[slot] = 0;
            lost[slot] = 0;
            bursts[slot] = 0;
        }
        bin = Math.max(bin, number);
        int slot = (int) Math.floorMod(bin, (long) BINS);
        for (int i = 0; i < report.count(); i++) {
            boolean gone = report.arrivedNanos(i) == Long.MIN_VALUE;
            packets[slot]++;
            lost[slot] += gone ? 1 : 0;
            bursts[slot] += gone && !lastLost ? 1 : 0;
            lastLost = gone;
        }
    }

    private static int sum(int[] of) {
        int sum = 0;
        for (int each : of) {
            sum += each;
        }
        return sum;
    }

    /** Of all packets of three seconds; 0 while there are too few to tell. */
    public double ratio() {
        int all = sum(packets);
        return all < LEAST_PACKETS ? 0 : (double) sum(lost) / all;
    }

    /** Lost packets in a row on average, at least 1. */
    public double meanBurst() {
        int count = sum(bursts);
        return count == 0 ? 1 : Math.max(1, (double) sum(lost) / count);
    }
}
