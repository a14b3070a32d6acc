package dev.wavry.core.reach;

import dev.wavry.reach.stun.StunMessage;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.transport.PathAddress;

/** A way to the peer that is checked: our port and one address of the peer, or a channel of a relay. Belongs to the agent of its carrier. */
final class Pair {
    private static final long MILLI = 1_000_000L;
    private static final long FIRST_NANOS = 50 * MILLI;
    private static final long SLOWEST_NANOS = 400 * MILLI;
    /** Checks before a pair that never answered is left for now; about six seconds. */
    private static final int MOST_TRIES = 16;

    private static final long LEFT_NANOS = 3_000 * MILLI;
    private static final long NEVER = Long.MIN_VALUE;

    final PathAddress to;
    final NatCost cost;
    final byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
    private long nextNanos;
    private long sentNanos;
    private long answeredNanos = NEVER;
    private long heardNanos = NEVER;
    private long rttNanos = Long.MAX_VALUE;
    private int sent;
    private int unanswered;
    private int inRow;

    Pair(PathAddress to, NatCost cost, long firstNanos) {
        this.to = to;
        this.cost = cost;
        this.nextNanos = firstNanos;
    }

    boolean due(long now) {
        return now >= nextNanos;
    }

    long nextNanos() {
        return nextNanos;
    }

    void at(long nanos) {
        nextNanos = Math.min(nextNanos, nanos);
    }

    /** The far side asked this way, so its router is open now; but two ends must not answer each other's questions by questions without a pause. */
    void triggered(long now) {
        if (!works()) {
            at(sent == 0 ? now : Math.max(now, sentNanos + FIRST_NANOS));
        }
    }

    /** Whether the next check is a new question and not the repetition of one that waits for its answer. */
    boolean fresh() {
        return unanswered == 0;
    }

    void notBefore(long nanos) {
        nextNanos = nanos;
    }

    /** A check left. @param againNanos when it answered before: how long until the next one */
    void sent(long now, long againNanos) {
        sentNanos = now;
        sent++;
        unanswered++;
        if (unanswered > 2) {
            inRow = 0;
        }
        boolean known = answeredNanos != NEVER && unanswered < MOST_TRIES;
        nextNanos = now + (known ? againNanos : sent < MOST_TRIES ? retry() : LEFT_NANOS);
    }

    private long retry() {
        return Math.min(SLOWEST_NANOS, FIRST_NANOS << Math.min(sent - 1, 4));
    }

    void answered(long now, long againNanos) {
        answeredNanos = now;
        heardNanos = now;
        rttNanos = now - sentNanos;
        unanswered = 0;
        inRow++;
        nextNanos = now + againNanos;
    }

    void heard(long now) {
        heardNanos = now;
    }

    long heardNanos() {
        return heardNanos;
    }

    boolean answeredSince(long nanos) {
        return answeredNanos != NEVER && answeredNanos - nanos >= 0;
    }

    boolean works() {
        return answeredNanos != NEVER && unanswered < 3;
    }

    /** Whether it has answered so often in a row that a session may move there. */
    boolean steady() {
        return works() && inRow >= 2;
    }

    /** Given up on for now, because it never answered. */
    boolean hopeless() {
        return answeredNanos == NEVER && sent >= 6;
    }

    int unanswered() {
        return unanswered;
    }

    long rttNanos() {
        return rttNanos;
    }

    boolean betterThan(Pair other) {
        int costs = cost.compareTo(other.cost);
        return costs < 0 || costs == 0 && rttNanos < other.rttNanos;
    }

    @Override
    public String toString() {
        return cost + " " + to;
    }
}
