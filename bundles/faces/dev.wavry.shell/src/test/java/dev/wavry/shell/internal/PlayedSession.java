package dev.wavry.shell.internal;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.HandOver;
import dev.wavry.api.Percentiles;
import dev.wavry.api.Right;
import dev.wavry.api.Role;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionReport;
import dev.wavry.api.SessionState;
import dev.wavry.api.SessionWatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A session that does what the test says. */
final class PlayedSession implements ClientHandle {
    final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Consumer<Session>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<SessionReason> ended = new CompletableFuture<>();
    volatile Map<String, Long> counters = Map.of();
    volatile String cipher = "CHACHA20_POLY1305";
    volatile String plan = "a plan";
    private volatile SessionState state = SessionState.CONNECTING;
    private volatile SessionReason reason = SessionReason.NONE;
    private volatile String detail = "";

    /** Becomes something and tells everybody, as the core does from a thread of its own. */
    void become(SessionState newState, SessionReason newReason, String newDetail) {
        state = newState;
        reason = newReason;
        detail = newDetail;
        listeners.forEach(listener -> listener.accept(this));
        if (newState == SessionState.ENDED) {
            ended.complete(newReason);
        }
    }

    @Override
    public long number() {
        return 7;
    }

    @Override
    public String peer() {
        return "PEER";
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public SessionReason reason() {
        return reason;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public String cipher() {
        return cipher;
    }

    @Override
    public SessionWatch watch() {
        return new PlayedWatch();
    }

    @Override
    public Map<Role, String> live() {
        return Map.of();
    }

    @Override
    public String trouble() {
        return "";
    }

    @Override
    public Set<Right> rights() {
        return Right.USUAL;
    }

    @Override
    public SessionReport report() {
        return new PlayedReport(counters, Map.of("encode", new Percentiles(1, 2, 3, 4)), plan);
    }

    @Override
    public void onChange(Consumer<Session> listener) {
        listeners.add(listener);
    }

    @Override
    public CompletableFuture<SessionReason> ended() {
        return ended;
    }

    @Override
    public void close() {
        done.add("close");
        if (state != SessionState.ENDED) {
            become(SessionState.ENDED, SessionReason.CLOSED_HERE, "");
        }
    }

    @Override
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        done.add(role + " " + what);
        return CompletableFuture.completedFuture(new HandOver(role, true, "now " + what, 12.5, Map.of("open", 2.5)));
    }

    @Override
    public void volume(int track, int percent) {
        done.add("volume " + track + " " + percent);
    }

    @Override
    public void type(String text) {
        done.add("type " + text);
    }

    @Override
    public void click(int x, int y, int button) {
        done.add("click " + x + " " + y + " " + button);
    }

    @Override
    public void key(int usage, boolean down) {
        done.add("key " + usage + " " + down);
    }
}
