package dev.wavry.api;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** One client watching one display of one host, seen from either side. Safe from any thread. */
@ProviderType
public interface Session extends AutoCloseable {
    /** Number of the session in this process. */
    long number();

    /** Id of the other side; empty while it is not known. */
    String peer();

    /** Where it is in its life. */
    SessionState state();

    /** Why; {@link SessionReason#NONE} while all is well. */
    SessionReason reason();

    /** More about the reason in the words of whoever ended it; may be empty. */
    String detail();

    /** Name of the cipher that seals every packet, such as {@code CHACHA20_POLY1305}; empty while none is agreed. */
    String cipher();

    /** What the client may do; empty on the client's side until the host has told. */
    Set<Right> rights();

    /** What was measured so far. */
    SessionReport report();

    /** Looks at the pictures from now on, until it is closed. */
    SessionWatch watch();

    /** Told of every change of state, on an agent of the core: return at once. */
    void onChange(Consumer<Session> listener);

    /** Completes when the session has ended and nothing of it runs any more, which may be a moment later. */
    CompletableFuture<SessionReason> ended();

    /** Says goodbye and ends. */
    @Override
    void close();
}
