package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.core.plan.Wishes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the operator wishes, which of it a hand-over is trying, and what held before, to go back to if that fails. Belongs to CONTROL. */
final class OpenWishes {
    private final List<Open> waiting = new ArrayList<>();
    private final List<Open> tried = new ArrayList<>();
    private Wishes settled;
    private Wishes now;

    private static final class Open {
        private final Role role;
        private final long sinceNanos;
        private final CompletableFuture<HandOver> answer = new CompletableFuture<>();
        private long begunNanos;

        Open(Role role, long sinceNanos) {
            this.role = role;
            this.sinceNanos = sinceNanos;
        }
    }

    OpenWishes(Wishes first) {
        settled = first;
        now = first;
    }

    /** What holds now. */
    Wishes now() {
        return now;
    }

    /** One more wish; one for the same role that nobody has tried yet is answered with no. */
    CompletableFuture<HandOver> add(Role role, String what, long nowNanos) {
        for (Open older : List.copyOf(waiting)) {
            if (older.role == role) {
                waiting.remove(older);
                answer(older, false, "a later wish came before this one was tried", nowNanos, null);
            }
        }
        now = with(now, role, what);
        Open open = new Open(role, nowNanos);
        waiting.add(open);
        return open.answer;
    }

    /** A hand-over begins: it is about everything wished for so far. */
    void begin(long nowNanos) {
        waiting.forEach(open -> open.begunNanos = nowNanos);
        tried.addAll(waiting);
        waiting.clear();
    }

    /** That hand-over is over: its wishes are answered, and those that failed are forgotten. */
    void end(boolean done, String text, long nowNanos, @Nullable Stages stages) {
        List<Open> answered = List.copyOf(tried);
        tried.clear();
        for (Open open : answered) {
            boolean wishedAgain = waiting.stream().anyMatch(w -> w.role == open.role);
            if (done && !wishedAgain) {
                settled = with(settled, open.role, of(now, open.role));
            } else if (!done && !wishedAgain) {
                now = with(now, open.role, of(settled, open.role));
            }
        }
        answered.forEach(open -> answer(open, done, text, nowNanos, stages));
    }

    private static void answer(Open open, boolean done, String text, long nowNanos, @Nullable Stages stages) {
        Map<String, Double> millis = new LinkedHashMap<>();
        if (stages != null) {
            millis.put("wait", (open.begunNanos - open.sinceNanos) / 1e6);
            millis.putAll(stages.millis());
        }
        open.answer.complete(new HandOver(open.role, done, text, (nowNanos - open.sinceNanos) / 1e6, millis));
    }

    private static String of(Wishes wishes, Role role) {
        return role == Role.CAPTURE ? wishes.source() : wishes.codec();
    }

    private static Wishes with(Wishes wishes, Role role, String what) {
        return role == Role.CAPTURE ? wishes.withSource(what) : wishes.withCodec(what);
    }
}
