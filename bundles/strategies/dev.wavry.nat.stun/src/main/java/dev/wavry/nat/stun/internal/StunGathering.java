package dev.wavry.nat.stun.internal;

import dev.wavry.reach.stun.StunAttribute;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.reach.stun.StunType;
import dev.wavry.reach.stun.StunWriter;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions to each server until it answers, then one now and then, which keeps the mapping alive. */
final class StunGathering implements Gathering {
    private static final long MILLI = 1_000_000L;

    /** RFC 8489, 6.2.1 begins with 500 ms for the whole internet; a first picture cannot wait for that, and seven questions still take 6 s. */
    private static final long FIRST_NANOS = 100 * MILLI;

    private static final int MOST_QUESTIONS = 7;

    /** UDP mappings last 30 s on the least patient routers (RFC 4787 asks for 120). */
    private static final long KEEP_ALIVE_NANOS = 15_000 * MILLI;

    private final List<Question> questions = new ArrayList<>();
    private final Set<InetSocketAddress> seen = new LinkedHashSet<>();
    private final int localPort;
    private final GatherContext context;
    private final ByteBuffer out = ByteBuffer.allocateDirect(256);

    private static final class Question {
        final NatServer server;
        final PathAddress address;
        final byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        int asked;
        long nextNanos = Long.MIN_VALUE;
        boolean answered;

        Question(NatServer server, PathAddress address) {
            this.server = server;
            this.address = address;
        }

        boolean over() {
            return answered || asked >= MOST_QUESTIONS;
        }
    }

    StunGathering(List<NatServer> servers, int localPort, GatherContext context) {
        this.localPort = localPort;
        this.context = context;
        servers.forEach(server -> questions.add(new Question(server, context.address(server.address()))));
    }

    @Override
    public int doWork() {
        long now = context.clock().nanoTime();
        int done = 0;
        long next = Long.MAX_VALUE;
        for (Question question : questions) {
            if (now >= question.nextNanos && (question.answered || !question.over())) {
                ask(question, now);
                done++;
            }
            next = Math.min(next, question.over() && !question.answered ? Long.MAX_VALUE : question.nextNanos);
        }
        context.callAt(next);
        return done;
    }

    private void ask(Question question, long now) {
        if (!question.answered || question.asked == 0) {
            question.nextNanos = now + (FIRST_NANOS << Math.min(question.asked, 5));
        } else {
            question.nextNanos = now + KEEP_ALIVE_NANOS;
        }
        question.asked++;
        context.random().nextBytes(question.transaction);
        // The name gives the question the length of its answer, which our relay insists on.
        byte[] message = new StunWriter(StunType.BINDING, question.transaction)
                .put(StunAttribute.SOFTWARE, "Wavry, with room for an answer")
                .fingerprinted();
        context.send(question.address, out.clear().put(message).flip());
    }

    @Override
    public boolean arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        if (!StunMessage.looksLike(datagram)) {
            return false;
        }
        for (Question question : questions) {
            if (question.address.equals(from)) {
                StunMessage answer = StunMessage.read(datagram);
                if (answer != null && Arrays.equals(answer.transaction(), question.transaction)) {
                    answered(question, answer, arrivalNanos);
                }
                return answer != null && (answer.type() & StunType.SUCCESS) != 0;
            }
        }
        return false;
    }

    private void answered(Question question, StunMessage answer, long now) {
        InetSocketAddress mapped = answer.address(StunAttribute.XOR_MAPPED_ADDRESS);
        if (mapped == null || mapped.getPort() == 0) {
            return;
        }
        question.answered = true;
        question.nextNanos = now + KEEP_ALIVE_NANOS;
        context.callAt(question.nextNanos);
        if (seen.add(mapped)) {
            context.found(new Candidate(NatCost.REFLEXIVE, context.address(mapped), StunStrategy.ID));
        }
    }

    @Override
    public boolean complete() {
        return questions.stream().allMatch(Question::over);
    }

    @Override
    public Optional<String> refusal() {
        return complete() && seen.isEmpty()
                ? Optional.of("none of "
                        + questions.stream().map(q -> q.server.toString()).toList() + " answered from UDP port "
                        + localPort + ", so UDP may be blocked")
                : Optional.empty();
    }

    @Override
    public void close() {}
}
