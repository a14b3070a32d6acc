package dev.wavry.relay.internal;

import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.lease.LeaseToken;
import dev.wavry.reach.relay.LeaseProof;
import dev.wavry.reach.relay.RelayWire;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Leases and the messages that carry them. */
final class Leases {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Identity GATEWAY = Identity.generate(RANDOM);

    private Leases() {}

    static String session() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static Lease lease(WavryId relay, String session, Lease.Side side, WavryId holder, Instant now, long seconds) {
        return new Lease(GATEWAY.id(), relay, session, side, holder, now, now.plusSeconds(seconds), Lease.MOST_KBPS);
    }

    static byte[] hello(String token) {
        byte[] text = token.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + text.length)
                .put((byte) RelayWire.HELLO)
                .put((byte) RelayWire.VERSION)
                .put(text)
                .array();
    }

    static byte[] prove(byte[] challenge, String token, Identity holder) {
        byte[] text = token.getBytes(StandardCharsets.US_ASCII);
        byte[] cookie = Cookies.of(challenge, 1);
        return ByteBuffer.allocate(RelayWire.PROVE_HEAD + text.length)
                .put((byte) RelayWire.PROVE)
                .put((byte) RelayWire.VERSION)
                .put(cookie)
                .put(holder.sign(LeaseProof.message(cookie, text)))
                .put(text)
                .array();
    }

    static String token(Lease lease) {
        return LeaseToken.write(lease, GATEWAY);
    }
}
