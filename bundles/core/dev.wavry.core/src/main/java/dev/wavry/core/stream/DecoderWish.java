package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.spi.media.MediaClock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which decoder the person wants, and what to go back to if that does not work. Belongs to CONTROL. */
final class DecoderWish {
    private String settled;
    private @Nullable Open open;
    private @Nullable Open fulfilled;
    private String fulfilledBy = "";

    /** A wish that is not answered yet. */
    record Open(String what, long sinceNanos, Stages stages, CompletableFuture<HandOver> answer) {}

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
        Open fresh = new Open(what, nowNanos, new Stages(nowNanos), new CompletableFuture<>());
        open = fresh;
        return fresh.answer;
    }

    /** A stage of the hand-over that fulfils this wish is over. */
    void reached(@Nullable Open which, String stage, long nowNanos) {
        if (which != null) {
            which.stages.end(stage, nowNanos);
        }
    }

    /** The key frame for the decoder of this wish is here; the wish is answered once it is decoded. */
    void takesOver(@Nullable Open which, String text, long nowNanos) {
        reached(which, "key", nowNanos);
        fulfilled = which;
        fulfilledBy = text;
    }

    /** A frame went through the live decoder. */
    void decoded(MediaClock clock) {
        Open which = fulfilled;
        if (which != null) {
            fulfilled = null;
            long now = clock.nanoTime();
            reached(which, "decode", now);
            done(which, fulfilledBy, now);
        }
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
        which.answer.complete(
                new HandOver(Role.DECODER, done, text, (nowNanos - which.sinceNanos) / 1e6, which.stages.millis()));
    }
}
