package dev.wavry.core.session;

import dev.wavry.api.Right;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.api.SessionWatch;
import dev.wavry.core.measure.FrameWatches;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State, reason and listeners that both sides of a session share. The state is written on CONTROL and read anywhere. */
abstract class SessionCore implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final List<Consumer<Session>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<SessionReason> ended = new CompletableFuture<>();
    final FrameWatches watches = new FrameWatches();
    private volatile Now now = new Now(SessionState.CONNECTING, SessionReason.NONE, "");

    private volatile Set<Right> rights = Set.of();

    private record Now(SessionState state, SessionReason reason, String detail) {}

    @Override
    public final long number() {
        return number;
    }

    @Override
    public final SessionState state() {
        return now.state();
    }

    @Override
    public final SessionReason reason() {
        return now.reason();
    }

    @Override
    public final String detail() {
        return now.detail();
    }

    @Override
    public final SessionWatch watch() {
        return watches.add();
    }

    @Override
    public final void onChange(Consumer<Session> listener) {
        listeners.add(listener);
    }

    @Override
    public final CompletableFuture<SessionReason> ended() {
        return ended;
    }

    @Override
    public final Set<Right> rights() {
        return rights;
    }

    /** True if the client has this right and is not gone. */
    final boolean may(Right right) {
        return state() != SessionState.ENDED && rights.contains(right);
    }

    /** What the client may do from now on; says so in the log. */
    final void granted(Set<Right> now) {
        Set<Right> before = rights;
        rights = Set.copyOf(now);
        if (!rights.equals(before)) {
            LOG.info("session {} grants {}", number, rights.isEmpty() ? "nothing" : Right.words(rights));
        }
    }

    /** Changes the state, says so once in the log, and tells whoever listens. */
    final void become(SessionState state, SessionReason reason, String detail) {
        Now before = now;
        boolean same = before.state() == state && before.reason() == reason;
        if (same || before.state() == SessionState.ENDED) {
            return;
        }
        now = new Now(state, reason, detail);
        LOG.info("{}", sentence(state, reason, detail));
        for (Consumer<Session> listener : listeners) {
            tell(listener);
        }
        if (state == SessionState.ENDED) {
            rest().thenRun(() -> ended.complete(reason));
        }
    }

    /** Completes when nothing of an ended session runs any more. */
    CompletableFuture<?> rest() {
        return CompletableFuture.completedFuture(null);
    }

    private String sentence(SessionState state, SessionReason reason, String detail) {
        String who = peer().isEmpty() ? "" : " with '" + peer() + "'";
        String why = reason == SessionReason.NONE ? "" : ": " + reason.sentence();
        return "session " + number + who + " is " + state.text() + why + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    private void tell(Consumer<Session> listener) {
        try {
            listener.accept(this);
        } catch (RuntimeException e) {
            LOG.warn("A listener of session {} failed", number, e);
        }
    }
}
