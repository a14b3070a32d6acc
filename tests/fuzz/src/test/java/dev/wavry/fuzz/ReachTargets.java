package dev.wavry.fuzz;

import dev.wavry.reach.lease.BadLeaseException;
import dev.wavry.reach.lease.LeaseToken;
import dev.wavry.reach.signal.ServerText;
import dev.wavry.reach.signal.Signal;
import dev.wavry.reach.stun.StunAttribute;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What anybody on the way, and a gateway, can say. */
final class ReachTargets {
    private static final byte[] KEY = {1, 2, 3};
    private static final WavryId ISSUER = WavryId.ofBytes(new byte[32]);

    private ReachTargets() {}

    static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("stun-message", ReachTargets::stun);
        targets.put("lease-token", ReachTargets::lease);
        targets.put("signal", ReachTargets::signal);
        return targets;
    }

    private static void stun(byte[] bytes) {
        StunMessage message = StunMessage.read(ByteBuffer.wrap(bytes));
        if (message == null) {
            return;
        }
        Targets.require(message.length() == bytes.length, "another length");
        message.address(StunAttribute.XOR_MAPPED_ADDRESS);
        message.text(StunAttribute.USERNAME);
        message.number(StunAttribute.PRIORITY, 0);
        Targets.require(message.errorCode() >= 0, "a negative code");
        message.isSignedWith(KEY);
    }

    private static void lease(byte[] bytes) {
        try {
            LeaseToken.read(new String(bytes, StandardCharsets.ISO_8859_1), ISSUER);
            throw new AssertionError("a lease that nobody signed");
        } catch (BadLeaseException refused) {
            Targets.require(!String.valueOf(refused.getMessage()).isEmpty(), "a refusal without a reason");
        }
    }

    private static void signal(byte[] bytes) {
        Signal signal;
        try {
            signal = Signal.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        for (String text : signal.list("relay")) {
            try {
                ServerText server = ServerText.read(text);
                Targets.require(ServerText.read(server.write()).equals(server), "another server when written again");
            } catch (IllegalArgumentException refused) {
                // Most texts are none.
            }
        }
    }
}
