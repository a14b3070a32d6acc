package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.jspecify.annotations.Nullable;

/** The client's part: asks, checks who answers, proves itself. Repeats its datagrams until they are answered. */
final class ClientHandshake implements Handshake {
    /** Type and two connection ids, in REPLY and FINISH. */
    static final int HEADER_BYTES = 1 + 8 + 8;

    static final int REPLY_PAYLOAD = 2 + 1 + 2 + 8 + Proof.BYTES;
    private static final long FIRST_REPEAT_NANOS = 150 * Wire.MILLI;
    /** A host's keys may change once in a handshake; somebody who gives out more keeps us busy. */
    private static final int MAX_COOKIES = 4;

    private static final long LAST_REPEAT_NANOS = 1_000 * Wire.MILLI;

    private final Identity identity;
    private final PeerPolicy policy;
    private final CloseReason refusedReason;
    private final HelloDatagram offer;
    private final NoiseXx noise;
    private byte[] outgoing;
    private long sendAt;
    private long repeatAfter = FIRST_REPEAT_NANOS;
    private int cookiesTaken;
    private boolean abort;
    private @Nullable WavryId peer;
    private @Nullable Agreed agreed;
    private @Nullable Failure failure;

    ClientHandshake(
            Identity identity,
            PeerPolicy policy,
            CloseReason refusedReason,
            long localId,
            int[] versions,
            List<Suite> suites,
            int maxDatagram,
            SecureRandom random,
            long now) {
        this.identity = identity;
        this.policy = policy;
        this.refusedReason = refusedReason;
        int[] codes = suites.stream().mapToInt(Suite::code).toArray();
        byte[] prologue = HelloDatagram.prologue(localId, versions, codes, maxDatagram);
        noise = new NoiseXx(true, identity, prologue, random);
        offer = new HelloDatagram(localId, versions, codes, maxDatagram, question(), prologue);
        outgoing = offer.toBytes(new byte[0]);
        sendAt = now;
    }

    @Override
    public Step receive(ByteBuffer datagram, long now) {
        if (datagram.remaining() < 12 || datagram.getLong(datagram.position() + 1) != offer.clientId()) {
            return Step.DROPPED;
        }
        int type = datagram.get(datagram.position()) & 0xff;
        if (type == Wire.REFUSAL && agreed == null) {
            return refusal(datagram);
        }
        if (type == Wire.COOKIE && agreed == null && !abort) {
            return cookie(datagram, now);
        }
        if (type != Wire.REPLY || datagram.remaining() < HEADER_BYTES) {
            return Step.DROPPED;
        }
        if (agreed != null) {
            // The host did not hear our last message; a forged repeat can make us send it at most as often as the timer
            // would.
            sendAt = Math.min(sendAt, now + FIRST_REPEAT_NANOS / 4);
            return Step.NOTED;
        }
        return reply(datagram, now);
    }

    /** The host is under load: ask again, showing that its answers reach us. The offer stays the same, so nothing is negotiated anew. */
    private Step cookie(ByteBuffer datagram, long now) {
        byte[] cookie = CookieDatagram.read(datagram);
        if (cookie == null || cookiesTaken == MAX_COOKIES) {
            return Step.DROPPED;
        }
        cookiesTaken++;
        outgoing = offer.toBytes(cookie);
        sendAt = now;
        repeatAfter = FIRST_REPEAT_NANOS;
        return Step.NOTED;
    }

    private Step refusal(ByteBuffer datagram) {
        RefusalDatagram refusal = RefusalDatagram.read(datagram);
        if (refusal == null) {
            return Step.DROPPED;
        }
        switch (refusal.reason()) {
            case VERSION_MISMATCH, BUSY, NO_COMMON_SUITE -> {
                return fail(refusal.reason(), refusal.text(), null);
            }
            default -> {
                return Step.DROPPED;
            }
        }
    }

    private Step reply(ByteBuffer datagram, long now) {
        byte[] message = new byte[datagram.remaining() - HEADER_BYTES];
        datagram.get(datagram.position() + HEADER_BYTES, message);
        NoiseXx.Payload payload;
        try {
            payload = noise.read(message);
        } catch (InvalidCipherTextException e) {
            return Step.DROPPED;
        }
        ByteBuffer in = ByteBuffer.wrap(payload.bytes());
        if (in.remaining() < REPLY_PAYLOAD) {
            return fail(CloseReason.HANDSHAKE_FAILED, "", null);
        }
        int version = Frames.u16(in);
        Suite suite = Suite.ofCode(Frames.u8(in));
        int maxDatagram = Frames.u16(in);
        // The id in the header is for those on the way; anybody could have changed it.
        long remoteId = in.getLong();
        byte[] proof = new byte[Proof.BYTES];
        in.get(proof);
        peer = Proof.check(proof, Proof.HOST, noise.peerStatic(), payload.hash());
        boolean chosen = contains(offer.versions(), version)
                && suite != null
                && contains(offer.suites(), suite.code())
                && maxDatagram >= RiftSettings.MIN_DATAGRAM_BYTES
                && maxDatagram <= offer.maxDatagram()
                && remoteId != 0;
        if (peer == null || !chosen) {
            return fail(CloseReason.HANDSHAKE_FAILED, "", peer);
        }
        return decide(peer, Objects.requireNonNull(suite), maxDatagram, remoteId, now);
    }

    private Step decide(WavryId host, Suite suite, int maxDatagram, long remoteId, long now) {
        String refusal = policy.refuse(host);
        if (refusal != null) {
            startAbort(remoteId, now);
            return fail(refusedReason, refusal, host);
        }
        try {
            finish(suite, maxDatagram, remoteId, now);
            return Step.AGREED;
        } catch (InvalidCipherTextException e) {
            return fail(CloseReason.HANDSHAKE_FAILED, "", host);
        }
    }

    private byte[] question() {
        try {
            return noise.write(hash -> new byte[0]);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("the first message uses no key of the peer", e);
        }
    }

    private void finish(Suite suite, int maxDatagram, long remoteId, long now) throws InvalidCipherTextException {
        byte[] message = noise.write(hash -> Proof.make(identity, Proof.CLIENT, hash));
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + message.length);
        out.put((byte) Wire.FINISH).putLong(remoteId).putLong(offer.clientId()).put(message);
        outgoing = out.array();
        sendAt = now;
        repeatAfter = FIRST_REPEAT_NANOS;
        agreed = new Agreed(
                noise.split(), suite, maxDatagram, remoteId, Objects.requireNonNull(peer), noise.handshakeHash());
    }

    private void startAbort(long remoteId, long now) {
        ByteBuffer out = ByteBuffer.allocate(RefusalDatagram.MAX_BYTES);
        RefusalDatagram.write(out, remoteId, refusedReason, new int[0]);
        outgoing = java.util.Arrays.copyOf(out.array(), out.position());
        abort = true;
        sendAt = now;
    }

    private static boolean contains(int[] values, int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    private Step fail(CloseReason reason, String text, @Nullable WavryId proven) {
        failure = new Failure(reason, text, proven);
        if (!abort) {
            sendAt = Wire.NEVER;
        }
        return Step.FAILED;
    }

    @Override
    public boolean write(ByteBuffer out, long now) {
        if (now < sendAt) {
            return false;
        }
        out.put(outgoing);
        sendAt = abort ? Wire.NEVER : now + repeatAfter;
        repeatAfter = Math.min(2 * repeatAfter, LAST_REPEAT_NANOS);
        return true;
    }

    @Override
    public long deadline() {
        return sendAt;
    }

    @Override
    public void confirmed() {
        sendAt = Wire.NEVER;
    }

    @Override
    public Agreed agreed() {
        return Objects.requireNonNull(agreed);
    }

    @Override
    public Failure failure() {
        return Objects.requireNonNull(failure);
    }

    @Override
    public @Nullable WavryId peer() {
        return peer;
    }
}
