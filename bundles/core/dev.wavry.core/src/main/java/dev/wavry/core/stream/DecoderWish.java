package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which decoder the person wants, and what to go back to if that does not work. Belongs to CONTROL. */
final class DecoderWish {
    private String settled;
    private @Nullable Open open;

    /** A wish that is not answered yet. */
    record Open(String what, long sinceNanos, CompletableFuture<HandOver> answer) {}

    DecoderWish(String first) {
        settled = first;
    }

    /** What holds now. */
    String now() {
        Open asked = open;
        return asked == null ? settled : asked.what;
    }

    /** The wish that is not answered yet, if there is one. */
    @Nullable
    Open open() {
        return open;
    }

    CompletableFuture<HandOver> add(String what, long nowNanos) {
        fail(open, "another wish came before this one was done", nowNanos);
        Open fresh = new Open(what, nowNanos, new CompletableFuture<>());
        open = fresh;
        return fresh.answer;
    }

    /** A decoder that was opened for this wish is live. */
    void done(@Nullable Open which, String text, long nowNanos) {
        if (which != null && which == open) {
            settled = which.what;
            answer(which, true, text, nowNanos);
        }
    }

    /** Nothing fits this wish. @return true if it was the open one, so that now something else holds */
    boolean fail(@Nullable Open which, String text, long nowNanos) {
        if (which == null || which != open) {
            return false;
        }
        answer(which, false, text, nowNanos);
        return true;
    }

    private void answer(Open which, boolean done, String text, long nowNanos) {
        open = null;
        which.answer.complete(new HandOver(Role.DECODER, done, text, (nowNanos - which.sinceNanos) / 1e6));
    }
}
