package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/**
 * Asks over another carrier whether the peer is to be reached by it, and answers such questions. Unlike a challenge of {@link Paths} a probe moves
 * nothing: what travels with it is nothing else, it is answered on the way it came, and the caller decides what to do about the answer.
 */
final class Probes {
    private static final int TOKEN_BYTES = 8;

    /** With the waits doubling this takes longer than anybody waits for a new carrier. */
    private static final int MAX_ASKS = 8;

    private final Rtt rtt;
    private long token;
    private int asks;
    private long askAt = Wire.NEVER;
    private boolean proven;
    private boolean answerDue;
    private long answer;

    Probes(Rtt rtt) {
        this.rtt = rtt;
    }

    /** Begins anew; {@code secret} is what nobody can guess. */
    void begin(long secret, long now) {
        token = secret;
        asks = 0;
        askAt = now;
        proven = false;
    }

    void end() {
        askAt = Wire.NEVER;
        asks = 0;
        proven = false;
    }

    boolean proven() {
        return proven;
    }

    boolean wantsAsk(long now) {
        return now >= askAt;
    }

    void writeAsk(ByteBuffer out, long now) {
        write(out, Wire.CARRIER_PROBE, token);
        askAt = ++asks == MAX_ASKS ? Wire.NEVER : now + rtt.timeout(asks - 1);
    }

    boolean owesAnswer() {
        return answerDue;
    }

    void writeAnswer(ByteBuffer out) {
        write(out, Wire.CARRIER_ECHO, answer);
        answerDue = false;
    }

    private static void write(ByteBuffer out, int type, long value) {
        int begun = Frames.begin(out, type);
        out.putLong(value);
        Frames.end(out, begun);
    }

    boolean onAsk(ByteBuffer in) {
        if (in.remaining() < TOKEN_BYTES) {
            return false;
        }
        answer = in.getLong();
        answerDue = true;
        return true;
    }

    boolean onAnswer(ByteBuffer in) {
        if (in.remaining() < TOKEN_BYTES) {
            return false;
        }
        if (in.getLong() == token && asks > 0) {
            proven = true;
            askAt = Wire.NEVER;
        }
        return true;
    }

    /** When {@link #wantsAsk} has something; an answer that is owed is polled at once. */
    long deadline() {
        return askAt;
    }
}
