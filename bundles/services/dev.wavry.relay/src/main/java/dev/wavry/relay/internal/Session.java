package dev.wavry.relay.internal;

import dev.wavry.reach.lease.Lease;
import org.jspecify.annotations.Nullable;

/** Two sides that are joined, or one that waits for the other. */
final class Session {
    final String id;
    private @Nullable Side host;
    private @Nullable Side client;

    Session(String id) {
        this.id = id;
    }

    @Nullable
    Side side(Lease.Side which) {
        return which == Lease.Side.HOST ? host : client;
    }

    void put(Lease.Side which, @Nullable Side side) {
        if (which == Lease.Side.HOST) {
            host = side;
        } else {
            client = side;
        }
    }

    boolean empty() {
        return host == null && client == null;
    }
}
