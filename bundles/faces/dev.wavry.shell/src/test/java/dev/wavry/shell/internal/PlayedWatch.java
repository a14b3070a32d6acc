package dev.wavry.shell.internal;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionWatch;

/** Two pictures 20 ms apart, and nothing after that. */
final class PlayedWatch implements SessionWatch {
    private double longestGapMs = 20;

    @Override
    public Percentiles latencyMs() {
        return Percentiles.NONE;
    }

    @Override
    public double longestGapMs() {
        return longestGapMs;
    }

    @Override
    public long[] frameNanos() {
        return new long[] {10_000_000, 30_000_000};
    }

    @Override
    public void again() {
        longestGapMs = 0;
    }

    @Override
    public void close() {
        // Nothing to give back.
    }
}
