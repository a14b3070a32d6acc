package dev.wavry.rift.internal;

/** The parts of one epoch at the receiver. Reused. */
final class PartEpoch {
    /** Parts that may be incomplete at once; a part that far behind the newest is lost. */
    private static final int SLOTS = 64;

    private final IncomingFrame[] frames = new IncomingFrame[SLOTS];
    final SequenceWindow delivered = new SequenceWindow();
    final SequenceWindow applied = new SequenceWindow();
    int stream = -1;
    int epoch;
    long usedAt;
    long ackAt = Wire.NEVER;

    PartEpoch() {
        for (int i = 0; i < SLOTS; i++) {
            frames[i] = new IncomingFrame();
        }
    }

    void begin(int newStream, int newEpoch) {
        clear();
        stream = newStream;
        epoch = newEpoch;
    }

    /** Where to put the pieces of a part; null if it came before, or is older than the parts being put together. */
    @org.jspecify.annotations.Nullable
    IncomingFrame locate(long sequence, long now) {
        if (delivered.has(sequence) || delivered.isBelow(sequence)) {
            return null;
        }
        IncomingFrame frame = frames[(int) (sequence & SLOTS - 1)];
        if (frame.sequence > sequence) {
            return null;
        }
        if (frame.sequence < sequence) {
            frame.drop();
            frame.begin(sequence, now);
        }
        return frame;
    }

    void clear() {
        for (IncomingFrame frame : frames) {
            frame.drop();
        }
        delivered.clear();
        applied.clear();
        ackAt = Wire.NEVER;
        stream = -1;
    }
}
