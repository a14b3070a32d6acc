package dev.wavry.rift.internal;

import org.jspecify.annotations.Nullable;

/** What the sender knows about one epoch of a stream. Reused. */
final class SendEpoch {
    int stream = -1;
    int epoch;
    long newest = -1;
    long lastKey = -1;
    long acknowledged = -1;
    long lastRequest = -1;
    long usedAt;
    /** Made when the first part is sent. */
    @Nullable
    PartLedger parts;

    void begin(int newStream, int newEpoch) {
        stream = newStream;
        epoch = newEpoch;
        newest = -1;
        lastKey = -1;
        acknowledged = -1;
        lastRequest = -1;
        if (parts != null) {
            parts.clear();
        }
    }

    PartLedger parts() {
        PartLedger ledger = parts;
        if (ledger == null) {
            ledger = new PartLedger();
            parts = ledger;
        }
        return ledger;
    }
}
