package dev.wavry.api;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** A running host. Safe from any thread. */
@ProviderType
public interface HostHandle extends AutoCloseable {
    /** Where it listens, with the real port. */
    InetSocketAddress address();

    /** Its id, which clients must name. */
    String id();

    /** Sessions that have not ended. */
    List<Session> sessions();

    /** Told of every new session, on an agent of the core: return at once. */
    void onSession(Consumer<Session> listener);

    /** Replaces a part by the one named and keeps it; {@code auto} gives the choice back. The session goes on either way. */
    CompletableFuture<HandOver> prefer(Role role, String what);

    /** The plan in one line; says what is missing while nothing runs. */
    String plan();

    /** The bundle, as symbolic name and version, that fills each role now; what nothing fills is missing. */
    Map<Role, String> live();

    /** Which part failed last and how, as a sentence; empty if none did. */
    String trouble();

    /** How long the stages of the last hand-over took, see {@link HandOver#stagesMs}, in words; empty before the first. */
    default String lastHandOver() {
        return "";
    }

    /** Asks what may be asked at its control socket; what is told, last thing included, comes on threads of the core. */
    void ask(Map<String, String> request, Consumer<Map<String, String>> told);

    /** Says goodbye to all clients and stops. */
    @Override
    void close();
}
