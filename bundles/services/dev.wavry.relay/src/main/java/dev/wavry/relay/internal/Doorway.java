package dev.wavry.relay.internal;

import dev.wavry.reach.lease.BadLeaseException;
import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.lease.LeaseToken;
import dev.wavry.reach.relay.LeaseProof;
import dev.wavry.reach.relay.RelayRefusal;
import dev.wavry.reach.relay.RelayWire;
import dev.wavry.reach.stun.StunAttribute;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.reach.stun.StunType;
import dev.wavry.reach.stun.StunWriter;
import dev.wavry.rift.WavryId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers everything but payload. An answer is never longer than its question, and nothing is remembered of anybody before a lease
 * and the answer to a challenge were good.
 */
final class Doorway {
    /** Clocks of machines that keep time by themselves differ by less. */
    private static final long CLOCK_SECONDS = 60;

    private final WavryId self;
    private final List<WavryId> issuers;
    private final Table table;
    private final Sources sources;
    private final Cookies cookies;
    private final InstantSource wall;
    private final Figures figures;

    Doorway(
            WavryId self,
            List<WavryId> issuers,
            Table table,
            Sources sources,
            Cookies cookies,
            InstantSource wall,
            Figures figures) {
        this.self = self;
        this.issuers = issuers;
        this.table = table;
        this.sources = sources;
        this.cookies = cookies;
        this.wall = wall;
        this.figures = figures;
    }

    /** The answer to a datagram that is no payload, or null for none. */
    byte @Nullable [] answer(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        int length = datagram.remaining();
        byte[] answer = quick(datagram, from, nowNanos);
        return answer != null && answer.length <= length ? answer : null;
    }

    private byte @Nullable [] quick(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        int first = datagram.get(datagram.position()) & 0xff;
        if (first == RelayWire.PING) {
            return ping(datagram, from, nowNanos);
        }
        boolean question = first == RelayWire.HELLO || first == RelayWire.PROVE || StunMessage.looksLike(datagram);
        if (!question) {
            figures.malformed.add(1);
            return null;
        }
        if (!sources.mayAsk(from.getAddress(), nowNanos)) {
            figures.asked.add(1);
            return null;
        }
        return switch (first) {
            case RelayWire.HELLO -> challenge(from, nowNanos);
            case RelayWire.PROVE -> prove(bytes(datagram), from, nowNanos);
            default -> stun(datagram, from);
        };
    }

    private static byte[] bytes(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        return bytes;
    }

    private byte[] challenge(InetSocketAddress from, long nowNanos) {
        figures.challenges.add(1);
        byte[] cookie = cookies.make(from, nowNanos);
        return ByteBuffer.allocate(1 + cookie.length)
                .put((byte) RelayWire.CHALLENGE)
                .put(cookie)
                .array();
    }

    /** A side that is where it was is told so; from anywhere else, even a right channel is only worth a challenge. */
    private byte @Nullable [] ping(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
        if (datagram.remaining() != RelayWire.PING_BYTES) {
            figures.malformed.add(1);
            return null;
        }
        int at = datagram.position();
        Side side = table.find(datagram.getLong(at + 1));
        if (side == null || !side.isAt(from) || side.over(nowNanos)) {
            (side == null ? figures.unknown : figures.elsewhere).add(1);
            return sources.mayAsk(from.getAddress(), nowNanos) ? challenge(from, nowNanos) : null;
        }
        side.touched(nowNanos);
        return ByteBuffer.allocate(18)
                .put((byte) RelayWire.PONG)
                .putLong(side.channel)
                .putLong(datagram.getLong(at + 9))
                .put((byte) (side.peer() == null ? 0 : 1))
                .array();
    }

    private byte[] prove(byte[] message, InetSocketAddress from, long nowNanos) {
        if (message.length <= RelayWire.PROVE_HEAD || message[1] != RelayWire.VERSION) {
            return refuse(RelayRefusal.VERSION);
        }
        byte[] cookie = Cookies.of(message, 2);
        if (!cookies.holds(cookie, from, nowNanos)) {
            return refuse(RelayRefusal.STALE);
        }
        byte[] token = Arrays.copyOfRange(message, RelayWire.PROVE_HEAD, message.length);
        Lease lease = lease(token);
        if (lease == null) {
            return refuse(RelayRefusal.FORGED);
        }
        Instant now = wall.instant();
        RelayRefusal no = timely(lease, now);
        if (no == null) {
            byte[] signature = Arrays.copyOfRange(message, 2 + RelayWire.COOKIE_BYTES, RelayWire.PROVE_HEAD);
            boolean holder = LeaseProof.holds(lease.holder(), signature, cookie, token);
            no = holder ? table.enter(lease, from, now, nowNanos) : RelayRefusal.NOT_HOLDER;
        }
        return no == null ? bound(lease, now) : refuse(no);
    }

    private @Nullable Lease lease(byte[] token) {
        String text = new String(token, StandardCharsets.ISO_8859_1);
        for (WavryId issuer : issuers) {
            try {
                return LeaseToken.read(text, issuer);
            } catch (BadLeaseException e) {
                // Perhaps the next one signed it; in the end the refusal is counted.
            }
        }
        return null;
    }

    private @Nullable RelayRefusal timely(Lease lease, Instant now) {
        if (!lease.relay().equals(self)) {
            return RelayRefusal.FOREIGN;
        }
        if (!now.isBefore(lease.expires())) {
            return RelayRefusal.EXPIRED;
        }
        return now.plusSeconds(CLOCK_SECONDS).isBefore(lease.notBefore()) ? RelayRefusal.EARLY : null;
    }

    private byte[] bound(Lease lease, Instant now) {
        figures.bound.add(1);
        Side side = table.side(lease);
        long channel = side == null ? 0 : side.channel;
        long seconds = lease.expires().getEpochSecond() - now.getEpochSecond();
        return ByteBuffer.allocate(13)
                .put((byte) RelayWire.BOUND)
                .putLong(channel)
                .putInt((int) Math.min(seconds, Integer.MAX_VALUE))
                .array();
    }

    private byte[] refuse(RelayRefusal why) {
        figures.refused(why);
        return new byte[] {RelayWire.REFUSED, (byte) why.ordinal()};
    }

    /** Where the sender seems to be (RFC 8489); so a relay is all that is needed to learn one's address. */
    private byte @Nullable [] stun(ByteBuffer datagram, InetSocketAddress from) {
        StunMessage question = StunMessage.read(datagram);
        if (question == null || question.type() != StunType.BINDING) {
            figures.malformed.add(1);
            return null;
        }
        figures.binding.add(1);
        return new StunWriter(StunType.BINDING | StunType.SUCCESS, question.transaction())
                .putAddress(StunAttribute.XOR_MAPPED_ADDRESS, from)
                .fingerprinted();
    }
}
