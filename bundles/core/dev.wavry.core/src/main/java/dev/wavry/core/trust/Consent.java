package dev.wavry.core.trust;

import dev.wavry.api.Right;
import dev.wavry.core.trust.ConsentPrompt.Outcome;
import dev.wavry.core.trust.ConsentPrompt.Question;
import dev.wavry.spi.media.MediaClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the person at the host whether a client that is authorised may come in now. Each question ends once: by an answer, by its time, or
 * with its client; whoever is not answered is not let in. Safe from any thread; answers are told on the thread that brings them.
 */
public final class Consent {
    /** How long an answer is waited for. */
    public static final long PATIENCE_SECONDS = 30;

    /** More questions than this nobody reads. */
    private static final int MOST_OPEN = 8;

    /** Somebody who was denied is denied for so long without asking, so that nobody is worn out by questions. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_DENIED = 64;

    private final MediaClock clock;
    private final boolean asks;
    private final List<ConsentPrompt> prompts = new CopyOnWriteArrayList<>();
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    /** Until when, by id. */
    private final Map<String, Long> denied = new HashMap<>();

    private int numbers;

    private record Open(Question question, long untilNanos, Consumer<Outcome> then) {}

    /** @param asks false lets everybody in at once, for hosts that nobody sits at */
    public Consent(MediaClock clock, boolean asks) {
        this.clock = clock;
        this.asks = asks;
    }

    /** Tells somebody of questions from now on, and of those that are open. */
    public void tell(ConsentPrompt prompt) {
        prompts.add(prompt);
        questions().forEach(prompt::asked);
    }

    /** Tells somebody no more. */
    public void forget(ConsentPrompt prompt) {
        prompts.remove(prompt);
    }

    /**
     * Whether a client may come in.
     *
     * @param then told once; before this returns if nobody needs to be asked
     * @return the number of the question, or 0 if there is none
     */
    public int ask(String peer, String name, Set<Right> rights, Consumer<Outcome> then) {
        if (!asks) {
            then.accept(Outcome.ALLOWED);
            return 0;
        }
        Open fresh = question(peer, name, rights, then);
        if (fresh == null) {
            then.accept(Outcome.DENIED);
            return 0;
        }
        prompts.forEach(prompt -> prompt.asked(fresh.question()));
        return fresh.question().number();
    }

    private synchronized @Nullable Open question(String peer, String name, Set<Right> rights, Consumer<Outcome> then) {
        long now = clock.nanoTime();
        denied.values().removeIf(until -> until - now <= 0);
        if (denied.containsKey(peer) || open.size() >= MOST_OPEN) {
            return null;
        }
        Question question = new Question(++numbers, name, peer, Set.copyOf(rights), PATIENCE_SECONDS);
        Open fresh = new Open(question, now + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), then);
        open.put(question.number(), fresh);
        return fresh;
    }

    /** Questions that wait for an answer, the oldest first. */
    public synchronized List<Question> questions() {
        return open.values().stream().map(Open::question).toList();
    }

    /** The person's answer; false if there is no such question any more. */
    public boolean answer(int number, boolean allow) {
        Open answered = take(number);
        if (answered == null) {
            return false;
        }
        if (answered.untilNanos() - clock.nanoTime() <= 0) {
            settle(answered, Outcome.TIMEOUT);
            return false;
        }
        if (!allow) {
            remember(answered.question().peer());
        }
        settle(answered, allow ? Outcome.ALLOWED : Outcome.DENIED);
        return true;
    }

    private synchronized @Nullable Open take(int number) {
        return open.remove(number);
    }

    private synchronized void remember(String peer) {
        if (denied.size() < MOST_DENIED) {
            denied.put(peer, clock.nanoTime() + QUIET_NANOS);
        }
    }

    /** The client of a question is gone; harmless if the question is over. */
    public void withdraw(int number) {
        Open left = take(number);
        if (left != null) {
            settle(left, Outcome.GONE);
        }
    }

    /** Ends the questions whose time is over. To be called at least once a second. */
    public void expire(long nowNanos) {
        List<Open> late = new ArrayList<>();
        synchronized (this) {
            if (open.isEmpty()) {
                return;
            }
            open.values().stream()
                    .filter(one -> one.untilNanos() - nowNanos <= 0)
                    .forEach(late::add);
            late.forEach(one -> open.remove(one.question().number()));
        }
        late.forEach(one -> settle(one, Outcome.TIMEOUT));
    }

    private void settle(Open over, Outcome outcome) {
        over.then().accept(outcome);
        prompts.forEach(prompt -> prompt.settled(over.question(), outcome));
    }
}
