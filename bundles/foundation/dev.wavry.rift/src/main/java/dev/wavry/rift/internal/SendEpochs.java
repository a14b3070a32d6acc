package dev.wavry.rift.internal;

import org.jspecify.annotations.Nullable;

/** The epochs a sender knows; the one used longest ago makes place. */
final class SendEpochs {
    private static final int MOST = 16;

    final SendEpoch[] all = new SendEpoch[MOST];
    private long uses;

    SendEpochs() {
        for (int i = 0; i < MOST; i++) {
            all[i] = new SendEpoch();
        }
    }

    @Nullable
    SendEpoch find(int stream, int epoch) {
        for (SendEpoch e : all) {
            if (e.stream == stream && e.epoch == epoch) {
                return e;
            }
        }
        return null;
    }

    SendEpoch use(int stream, int epoch) {
        SendEpoch found = find(stream, epoch);
        if (found == null) {
            found = all[0];
            for (SendEpoch e : all) {
                found = e.usedAt < found.usedAt ? e : found;
            }
            found.begin(stream, epoch);
        }
        found.usedAt = ++uses;
        return found;
    }

    /** Once a later epoch of the stream has been seen by the peer, nobody waits for the end of this one. */
    boolean superseded(SendEpoch epoch) {
        for (SendEpoch other : all) {
            boolean later = other.stream == epoch.stream && (short) (other.epoch - epoch.epoch) > 0;
            if (later && other.acknowledged >= 0) {
                return true;
            }
        }
        return false;
    }
}
