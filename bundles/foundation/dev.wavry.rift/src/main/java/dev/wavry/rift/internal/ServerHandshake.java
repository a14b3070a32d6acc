package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.DoorCounter;
import dev.wavry.rift.Identity;
import dev.wavry.rift.Suite;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Objects;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.jspecify.annotations.Nullable;

/** The host's part: answers each question with one datagram that is smaller, and learns who asks. */
final class ServerHandshake implements Handshake {
    private final HelloDatagram question;
    private final Suite suite;
    private final int maxDatagram;
    private final long localId;
    private final NoiseXx noise;
    private final DoorCounters counters;
    private final byte[] answer;
    private boolean answerDue = true;
    private @Nullable WavryId peer;
    private @Nullable Agreed agreed;
    private @Nullable Failure failure;

    ServerHandshake(
            Identity identity,
            HelloDatagram question,
            int version,
            Suite suite,
            int maxDatagram,
            long localId,
            SecureRandom random,
            DoorCounters counters)
            throws InvalidCipherTextException {
        this.question = question;
        this.suite = suite;
        this.maxDatagram = maxDatagram;
        this.localId = localId;
        this.counters = counters;
        noise = new NoiseXx(false, identity, question.prologue(), random);
        noise.read(question.noise());
        byte[] message = noise.write(hash -> {
            ByteBuffer payload = ByteBuffer.allocate(ClientHandshake.REPLY_PAYLOAD);
            payload.putShort((short) version).put((byte) suite.code()).putShort((short) maxDatagram);
            payload.putLong(localId).put(Proof.make(identity, Proof.HOST, hash));
            return payload.array();
        });
        ByteBuffer out = ByteBuffer.allocate(ClientHandshake.HEADER_BYTES + message.length);
        out.put((byte) Wire.REPLY).putLong(question.clientId()).putLong(localId).put(message);
        answer = out.array();
    }

    @Override
    public Step receive(ByteBuffer datagram, long now) {
        int type = datagram.hasRemaining() ? datagram.get(datagram.position()) & 0xff : 0;
        if (type == Wire.HELLO && agreed == null && HelloDatagram.looksLikeOne(datagram)) {
            HelloDatagram again = HelloDatagram.read(datagram);
            if (again != null && again.sameQuestion(question)) {
                counters.add(DoorCounter.UNPROVEN_BYTES_IN, datagram.remaining());
                answerDue = true;
            }
            return Step.NOTED;
        }
        if (datagram.remaining() < 12 || datagram.getLong(datagram.position() + 1) != localId) {
            return Step.DROPPED;
        }
        if (type == Wire.REFUSAL && agreed == null) {
            return abort(datagram);
        }
        if (type != Wire.FINISH || datagram.remaining() < ClientHandshake.HEADER_BYTES) {
            return Step.DROPPED;
        }
        return agreed != null ? Step.NOTED : finish(datagram);
    }

    /** The client met another host than it wanted, and says so in the clear because it will not prove itself. */
    private Step abort(ByteBuffer datagram) {
        RefusalDatagram refusal = RefusalDatagram.read(datagram);
        if (refusal == null || refusal.reason() != CloseReason.WRONG_HOST_KEY) {
            return Step.DROPPED;
        }
        failure = new Failure(refusal.reason(), refusal.text(), null);
        return Step.FAILED;
    }

    private Step finish(ByteBuffer datagram) {
        byte[] message = new byte[datagram.remaining() - ClientHandshake.HEADER_BYTES];
        datagram.get(datagram.position() + ClientHandshake.HEADER_BYTES, message);
        NoiseXx.Payload payload;
        try {
            payload = noise.read(message);
        } catch (InvalidCipherTextException e) {
            return Step.DROPPED;
        }
        peer = Proof.check(payload.bytes(), Proof.CLIENT, noise.peerStatic(), payload.hash());
        if (peer == null) {
            failure = new Failure(CloseReason.HANDSHAKE_FAILED, "", null);
            return Step.FAILED;
        }
        agreed = new Agreed(noise.split(), suite, maxDatagram, question.clientId(), peer, noise.handshakeHash());
        return Step.AGREED;
    }

    long clientId() {
        return question.clientId();
    }

    @Override
    public boolean write(ByteBuffer out, long now) {
        if (!answerDue) {
            return false;
        }
        answerDue = false;
        counters.add(DoorCounter.UNPROVEN_BYTES_OUT, answer.length);
        out.put(answer);
        return true;
    }

    @Override
    public long deadline() {
        return answerDue ? Long.MIN_VALUE : Wire.NEVER;
    }

    @Override
    public void confirmed() {
        answerDue = false;
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
