package dev.wavry.core.session;

import dev.wavry.core.trust.Refusal;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.DoorCounter;
import dev.wavry.rift.RiftServer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Counts who was not let in or sent away, and what happened at the door before that. Safe from any thread. */
final class Refusals {
    private static final Refusal[] KINDS = Refusal.values();
    private static final DoorCounter[] DOOR = DoorCounter.values();
    private static final String[] DOOR_NAMES = names();

    private final AtomicLongArray counts = new AtomicLongArray(KINDS.length);
    private final AtomicLongArray door = new AtomicLongArray(DOOR.length);

    /** {@code OVER_SOURCE_LIMIT} is reported as {@code doorOverSourceLimit}. */
    private static String[] names() {
        String[] names = new String[DOOR.length];
        for (int i = 0; i < names.length; i++) {
            StringBuilder name = new StringBuilder("door");
            for (String word : DOOR[i].name().split("_", -1)) {
                name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
            names[i] = name.toString();
        }
        return names;
    }

    void count(@Nullable Refusal refusal) {
        if (refusal != null) {
            counts.incrementAndGet(refusal.ordinal());
        }
    }

    /** A handshake that the door ended. Whom the list keeps out is counted where the list is asked. */
    void handshake(CloseReason reason) {
        if (reason != CloseReason.NOT_AUTHORIZED) {
            count(
                    switch (reason) {
                        case VERSION_MISMATCH, NO_COMMON_SUITE -> Refusal.VERSION;
                        case BUSY -> Refusal.BUSY;
                        case PROTOCOL_ERROR -> Refusal.PROTOCOL;
                        default -> Refusal.HANDSHAKE;
                    });
        }
    }

    /** A session that this side ended. */
    void session(CloseReason reason) {
        if (reason == CloseReason.REVOKED || reason == CloseReason.PROTOCOL_ERROR) {
            count(reason == CloseReason.REVOKED ? Refusal.REVOKED : Refusal.PROTOCOL);
        }
    }

    /** Takes over what the door has counted; on the agent that owns the door. */
    void door(RiftServer server) {
        for (int i = 0; i < DOOR.length; i++) {
            door.set(i, server.count(DOOR[i]));
        }
    }

    void into(Map<String, Long> counters) {
        for (Refusal kind : KINDS) {
            counters.put(kind.counter(), counts.get(kind.ordinal()));
        }
        for (int i = 0; i < DOOR.length; i++) {
            counters.put(DOOR_NAMES[i], door.get(i));
        }
    }
}
