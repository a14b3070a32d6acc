package dev.wavry.rift.internal;

/** What the sender knows about one epoch of a stream. Reused. */
final class SendEpoch {
    int stream = -1;
    int epoch;
    long newest = -1;
    long lastKey = -1;
    long acknowledged = -1;
    long lastRequest = -1;
    long usedAt;

    void begin(int newStream, int newEpoch) {
        stream = newStream;
        epoch = newEpoch;
        newest = -1;
        lastKey = -1;
        acknowledged = -1;
        lastRequest = -1;
    }
}
