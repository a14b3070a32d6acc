package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the peer is. A connection moves to another address only when the newest authentic packet came from there and the peer answered a challenge
 * from there (RFC 9000, 9.3); until then that address gets no more bytes than it sent. Without a first path nothing ever moves.
 */
final class Paths {
    private static final int TOKEN_BYTES = 8;
    private static final int CHALLENGE_BYTES = Wire.OVERHEAD_BYTES + Wire.FRAME_HEAD + TOKEN_BYTES;

    /** With the waits doubling this is longer than a handover between radio cells takes. */
    private static final int MAX_CHALLENGES = 6;

    private final Rtt rtt;
    private final Counters counters;
    private @Nullable SecureRandom random;
    private @Nullable PathAddress current;
    private @Nullable PathAddress candidate;
    private long candidateBytesIn;
    private long candidateBytesOut;
    private long token;
    private int challenges;
    private long challengeAt = Wire.NEVER;
    private boolean answerDue;
    private long answer;
    private @Nullable PathAddress destination;

    Paths(Rtt rtt, Counters counters) {
        this.rtt = rtt;
        this.counters = counters;
    }

    /** From here the first datagram came; {@code chance} makes the challenges. */
    void begin(PathAddress first, SecureRandom chance) {
        current = first;
        destination = first;
        random = chance;
    }

    /** The caller knows that the peer is there now. */
    void moved(PathAddress to) {
        if (current != null) {
            current = to;
            destination = to;
        }
        forget();
        counters.add(RiftCounter.PATHS_CHANGED);
    }

    /** Where the last packet written is to go; null if the connection was never told of addresses. */
    @Nullable
    PathAddress destination() {
        return destination;
    }

    /** True for the address that was proven, and for all if there is none. */
    boolean isCurrent(@Nullable PathAddress from) {
        return from == null || current == null || from == current || from.equals(current);
    }

    /** An authentic packet came from this address. */
    void onPacket(@Nullable PathAddress from, int bytes, boolean newest, long now) {
        if (isCurrent(from)) {
            if (newest && candidate != null) {
                // The peer is still where it was: what came from elsewhere was a detour, or a copy somebody sent.
                forget();
            }
            return;
        }
        if (from.equals(candidate)) {
            candidateBytesIn += bytes;
        } else if (newest) {
            candidate = from;
            candidateBytesIn = bytes;
            candidateBytesOut = 0;
            challenges = 0;
            challengeAt = now;
            counters.add(RiftCounter.PATHS_CHALLENGED);
        }
    }

    private void forget() {
        candidate = null;
        challengeAt = Wire.NEVER;
    }

    /** Whether a packet for the new address is to be written; it must hold nothing but {@link #writeChallenge}. */
    boolean wantsChallenge(long now) {
        if (now < challengeAt) {
            return false;
        }
        if (challenges == MAX_CHALLENGES) {
            forget();
            return false;
        }
        return candidateBytesOut + CHALLENGE_BYTES <= candidateBytesIn;
    }

    void writeChallenge(ByteBuffer out, long now) {
        if (challenges == 0 && random != null) {
            token = random.nextLong();
        }
        int begun = Frames.begin(out, Wire.PATH_CHALLENGE);
        out.putLong(token);
        Frames.end(out, begun);
        challengeAt = now + rtt.timeout(challenges++);
        candidateBytesOut += CHALLENGE_BYTES;
        destination = candidate;
    }

    /** What follows goes to the proven address. */
    void backToCurrent() {
        destination = current;
    }

    /** When {@link #wantsChallenge} may have something; one that waits for bytes of the peer waits for its packets. */
    long deadline() {
        if (answerDue) {
            return Long.MIN_VALUE;
        }
        return candidateBytesOut + CHALLENGE_BYTES <= candidateBytesIn || challenges == MAX_CHALLENGES
                ? challengeAt
                : Wire.NEVER;
    }

    boolean onChallenge(ByteBuffer in) {
        if (in.remaining() < TOKEN_BYTES) {
            return false;
        }
        answer = in.getLong();
        answerDue = true;
        return true;
    }

    /** Writes the answer to the peer's newest challenge. */
    boolean writeAnswer(ByteBuffer out) {
        if (!answerDue || !Frames.fits(out, TOKEN_BYTES)) {
            return false;
        }
        int begun = Frames.begin(out, Wire.PATH_RESPONSE);
        out.putLong(answer);
        Frames.end(out, begun);
        answerDue = false;
        return true;
    }

    /** The peer answers: if it does so from the address that was challenged, the connection moves there. */
    boolean onAnswer(ByteBuffer in, @Nullable PathAddress from) {
        if (in.remaining() < TOKEN_BYTES) {
            return false;
        }
        boolean right = in.getLong() == token && challenges > 0;
        if (right && from != null && from.equals(candidate)) {
            current = candidate;
            destination = candidate;
            forget();
            counters.add(RiftCounter.PATHS_CHANGED);
        }
        return true;
    }
}
