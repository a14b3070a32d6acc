package dev.wavry.tck;

/** A congestion controller's context. One thread. */
public final class CongestionBench extends Bench {}
