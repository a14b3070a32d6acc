package dev.wavry.congestion.delta.internal;

/** How many packets are lost: lately, and at the best of times, which is what the path loses whatever is sent. */
final class Losses {
    private static final long BIN_NANOS = 200_000_000;
    private static final int BINS = 25;
    private static final int LEAST_PACKETS = 8;

    private final int[] packets = new int[BINS];
    private final int[] lost = new int[BINS];
    private long bin = -1;

    void add(boolean isLost, long nowNanos) {
        long n = Math.floorDiv(nowNanos, BIN_NANOS);
        if (n != bin) {
            for (long i = Math.max(bin + 1, n - BINS + 1); i <= n; i++) {
                packets[slot(i)] = 0;
                lost[slot(i)] = 0;
            }
            bin = n;
        }
        packets[slot(n)]++;
        lost[slot(n)] += isLost ? 1 : 0;
    }

    private static int slot(long n) {
        return (int) Math.floorMod(n, (long) BINS);
    }

    /** Share of the packets of the last 200 to 400 ms. */
    double recent() {
        int now = slot(bin);
        int before = slot(bin - 1);
        int all = packets[now] + packets[before];
        return all < LEAST_PACKETS ? 0 : (double) (lost[now] + lost[before]) / all;
    }

    /** Share of all packets of five seconds. */
    double usual() {
        int all = 0;
        int gone = 0;
        for (int i = 0; i < BINS; i++) {
            all += packets[i];
            gone += lost[i];
        }
        return all == 0 ? 0 : (double) gone / all;
    }
}
