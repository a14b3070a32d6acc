package dev.wavry.relay.internal;

import dev.wavry.rift.WavryId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What anybody can send to a relay; nothing of it may be answered by more, or remembered. */
public final class RelayTargets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WavryId SELF = WavryId.ofBytes(new byte[32]);
    private static final InetSocketAddress FROM = new InetSocketAddress("192.0.2.1", 1);

    private RelayTargets() {}

    /** The targets by name. */
    public static Map<String, Consumer<byte[]>> all() {
        return Map.of("relay-doorway", RelayTargets::doorway);
    }

    private static void doorway(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Table table = new Table(10, 10, 1, RANDOM);
        Doorway door = new Doorway(
                SELF,
                List.of(SELF),
                table,
                new Sources(1000, 0),
                new Cookies(RANDOM),
                () -> Instant.EPOCH,
                new Figures());
        byte[] answer = door.answer(ByteBuffer.wrap(bytes), FROM, 1);
        if (answer != null && answer.length > bytes.length) {
            throw new AssertionError(answer.length + " bytes for " + bytes.length);
        }
        if (table.sides() > 0) {
            throw new AssertionError("somebody came in without a lease");
        }
    }
}
