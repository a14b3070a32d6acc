package dev.wavry.core.reach;

import dev.wavry.reach.stun.StunAttribute;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer and the ways to it. The client's end chooses: it takes the cheapest way that works, leaves one that falls silent for another that
 * answers, and returns to a cheaper one that answers again. The host's end answers, and opens its router by asking too. Belongs to the
 * agent of its carrier, but for what says otherwise.
 */
public final class ReachPeer {
    private static final Logger LOG = LoggerFactory.getLogger(ReachPeer.class);
    private static final long MILLI = 1_000_000L;
    private static final int MOST_PAIRS = 24;

    /** Checks of different pairs leave one after the other, so that a router's table is not stormed. */
    private static final long PACE_NANOS = 5 * MILLI;
    /** How much longer than the first relayed way a direct one may take to be found. */
    private static final long GRACE_NANOS = 400 * MILLI;
    /** Ways that stand by; below the shortest life of a router's mapping. */
    private static final long STANDBY_NANOS = 5_000 * MILLI;
    /** A cheaper way than the current one is asked after more often. */
    private static final long HOPE_NANOS = 1_000 * MILLI;
    /** The current way is asked once it was silent for so long. */
    private static final long SILENT_NANOS = 150 * MILLI;

    private static final long PROBE_NANOS = 60 * MILLI;
    /** And left once it was silent for so long and three questions went unanswered. */
    private static final long DEAD_NANOS = 350 * MILLI;

    /** A peer that asks no more is forgotten by a host. */
    private static final long FORGOTTEN_NANOS = 90_000 * MILLI;

    private final ReachCarrier carrier;
    private final boolean chooses;
    private final Credentials local;
    private final PathAddress address = new PathAddress("reach", new PeerAddress(this));
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private final Consumer<String> onPath;
    private @Nullable Credentials remote;
    private @Nullable Pair current;
    private volatile @Nullable PathAddress path;
    private volatile String words = "";
    private volatile int changes;
    private long firstAnswerNanos;
    private boolean answered;
    private long suspectNanos;
    private volatile boolean suspected;
    private long askedNanos;

    /** @param onPath told in words of each change of the path, on the agent */
    ReachPeer(ReachCarrier carrier, boolean chooses, Credentials local, long now, Consumer<String> onPath) {
        this.carrier = carrier;
        this.chooses = chooses;
        this.local = local;
        this.askedNanos = now;
        this.onPath = onPath;
    }

    /** What the far side needs to ask us; any thread. */
    public Credentials local() {
        return local;
    }

    /** Stands for the peer wherever it is; any thread. */
    public PathAddress address() {
        return address;
    }

    /** The way that is taken now, or null; any thread. */
    public @Nullable PathAddress path() {
        return path;
    }

    /** The same in words; any thread. */
    public String words() {
        return words;
    }

    /** How often the way has changed; any thread. */
    public int changes() {
        return changes;
    }

    /** What we need to ask the far side; any thread. */
    public void remote(Credentials credentials) {
        carrier.execute(() -> remote = credentials);
    }

    /** An address of the far side; any thread. */
    public void candidate(NatCost cost, InetSocketAddress socket) {
        carrier.execute(() -> {
            if (carrier.sensible(socket)) {
                carrier.expect(this, socket);
                add(carrier.address(socket), cost, carrier.now());
            }
        });
    }

    void add(PathAddress to, NatCost cost, long now) {
        boolean known = pairs.stream().anyMatch(pair -> pair.to.equals(to));
        if (!known && pairs.size() < MOST_PAIRS) {
            pairs.add(new Pair(to, cost, now + pairs.size() * PACE_NANOS));
        }
    }

    boolean over(long now) {
        return !chooses && now - askedNanos > FORGOTTEN_NANOS;
    }

    /** Something of the session came this way. */
    void heard(PathAddress from, long now) {
        Pair taken = current;
        if (taken != null && taken.to.equals(from)) {
            taken.heard(now);
            suspected = false;
        }
    }

    /** A check of the far side, signed as it should be, came this way. */
    void asked(StunMessage request, PathAddress from, long now) {
        askedNanos = now;
        carrier.send(from, Checks.answer(request, from, local));
        Pair pair = find(from);
        if (pair == null) {
            boolean direct = from.socket() instanceof InetSocketAddress;
            add(from, direct ? NatCost.REFLEXIVE : NatCost.RELAYED, now);
            pair = find(from);
        }
        if (pair != null) {
            pair.triggered(now);
        }
        if (!chooses && pair != null && request.get(StunAttribute.USE_CANDIDATE) != null) {
            take(pair);
        }
    }

    private @Nullable Pair find(PathAddress to) {
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (pair.to.equals(to)) {
                return pair;
            }
        }
        return null;
    }

    /** @return true if this answers a check of ours */
    boolean answer(StunMessage message, PathAddress from, long now) {
        Credentials far = remote;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (Arrays.equals(pair.transaction, message.transaction())) {
                // An answer from elsewhere proves nothing about the way that was asked.
                if (far != null && pair.to.equals(from) && message.isSignedWith(far.key())) {
                    pair.answered(now, again(pair));
                    firstAnswerNanos = answered ? firstAnswerNanos : now;
                    answered = true;
                    if (pair == current) {
                        suspected = false;
                    }
                }
                return true;
            }
        }
        return false;
    }

    private long again(Pair pair) {
        Pair taken = current;
        return taken != null && pair != taken && pair.cost.compareTo(taken.cost) < 0 ? HOPE_NANOS : STANDBY_NANOS;
    }

    int work(long now) {
        int done = 0;
        if (chooses) {
            watch(now);
        }
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (pair.due(now) && remote != null) {
                check(pair, now);
                done++;
            }
        }
        if (chooses) {
            choose(now);
        }
        return done;
    }

    private void check(Pair pair, long now) {
        Credentials far = remote;
        if (far == null) {
            return;
        }
        if (!chooses && now - askedNanos > STANDBY_NANOS * 3) {
            pair.notBefore(now + STANDBY_NANOS);
            return;
        }
        if (pair.fresh()) {
            carrier.fill(pair.transaction);
        }
        carrier.send(pair.to, Checks.request(pair.transaction, far, local, pair == current));
        pair.sent(now, suspected ? PROBE_NANOS : again(pair));
    }

    /** Asks after the current way when it is silent, and after all others at once, so that whoever answers can take over. */
    private void watch(long now) {
        Pair taken = current;
        if (taken == null || now - taken.heardNanos() < SILENT_NANOS || suspected) {
            return;
        }
        suspected = true;
        suspectNanos = now;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if (pair == taken || pair.works()) {
                pair.at(now);
            }
        }
    }

    private void choose(long now) {
        Pair best = best(now);
        Pair taken = current;
        if (best == null || best == taken) {
            return;
        }
        if (taken == null) {
            if (best.cost != NatCost.RELAYED || now - firstAnswerNanos > GRACE_NANOS || othersHopeless()) {
                take(best);
            }
        } else if (dead(taken, now) ? best.answeredSince(suspectNanos) : best.steady() && cheaper(best, taken)) {
            LOG.info("the path changes from {} to {}", taken, best);
            take(best);
        }
    }

    private static boolean cheaper(Pair best, Pair taken) {
        return best.cost.compareTo(taken.cost) < 0;
    }

    private boolean dead(Pair taken, long now) {
        return suspected && now - taken.heardNanos() > DEAD_NANOS && taken.unanswered() >= 3;
    }

    private boolean othersHopeless() {
        return pairs.stream().allMatch(pair -> pair.works() || pair.hopeless());
    }

    private @Nullable Pair best(long now) {
        Pair best = null;
        boolean left = current != null && dead(current, now);
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            boolean usable = left ? pair != current && pair.answeredSince(suspectNanos) : pair.works();
            if (usable && (best == null || pair.betterThan(best))) {
                best = pair;
            }
        }
        return best;
    }

    private void take(Pair pair) {
        if (pair == current) {
            return;
        }
        changes += current == null ? 0 : 1;
        current = pair;
        path = pair.to;
        words = pair.toString();
        suspected = false;
        pair.heard(carrier.now());
        if (chooses) {
            pair.at(carrier.now());
        }
        onPath.accept(words);
    }

    long nextNanos(long now) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            next = Math.min(next, pair.nextNanos());
        }
        Pair taken = current;
        if (chooses && taken != null) {
            next = Math.min(next, suspected ? now + 10 * MILLI : taken.heardNanos() + SILENT_NANOS);
        } else if (chooses && answered) {
            next = Math.min(next, firstAnswerNanos + GRACE_NANOS + MILLI);
        }
        return remote == null ? Long.MAX_VALUE : next;
    }

    /** Whether the current way is silent and asked after; any thread, possibly a moment late. */
    boolean suspects() {
        return suspected;
    }

    /** What was tried, for people; on the agent. */
    public String tried() {
        StringBuilder tried = new StringBuilder();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            tried.append(tried.length() == 0 ? "" : ", ")
                    .append(pair)
                    .append(pair.works() ? " answered" : " is silent");
        }
        return tried.length() == 0 ? "no address of the far side is known" : tried.toString();
    }

    /** The carrier is closed or the peer is not wanted any more; any thread. */
    public void close() {
        carrier.execute(() -> carrier.forget(this));
    }
}
