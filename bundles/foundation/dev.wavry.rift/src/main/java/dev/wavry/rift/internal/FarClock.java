package dev.wavry.rift.internal;

/** The peer's clock as its reports tell it: the low 32 bits of microseconds, which come round every 71 minutes, made one line. */
final class FarClock {
    private long micros;
    private boolean begun;

    /** The full time; reports are never half a round apart, or the connection would be gone. */
    long nanos(int low) {
        micros = begun ? micros + (low - (int) micros) : low & 0xffffffffL;
        begun = true;
        return micros * 1000;
    }
}
