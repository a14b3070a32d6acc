package dev.wavry.gateway.internal;

import dev.wavry.reach.signal.Signal;
import dev.wavry.rift.WavryId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection: nobody yet, then a host or a client. */
final class Guest {
    final String nonce;
    private final Consumer<Signal> out;
    private final Runnable end;
    private @Nullable WavryId id;
    private boolean host;
    /** Meetings this one takes part in. */
    final Set<String> meetings = new HashSet<>();

    /** @param out sends a message, @param end closes the connection after what was sent */
    Guest(String nonce, Consumer<Signal> out, Runnable end) {
        this.nonce = nonce;
        this.out = out;
        this.end = end;
    }

    void tell(Signal signal) {
        out.accept(signal);
    }

    void end() {
        end.run();
    }

    @Nullable
    WavryId id() {
        return id;
    }

    boolean isHost() {
        return host;
    }

    void loggedIn(WavryId who, boolean asHost) {
        id = who;
        host = asHost;
    }
}
