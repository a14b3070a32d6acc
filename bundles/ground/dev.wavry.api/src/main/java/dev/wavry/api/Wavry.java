package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The product, as a service. Safe from any thread; methods may wait for seconds, so call them on a thread of your own. */
@ProviderType
public interface Wavry {
    /** Starts a host; returns when it listens. */
    HostHandle host(HostRequest request) throws WavryException;

    /** Connects; returns at once with a session that is CONNECTING. */
    ClientHandle connect(ConnectRequest request) throws WavryException;

    /** Asks who is at an address, without asking for pictures. */
    PingResult ping(InetSocketAddress address, @Nullable Path keyFile) throws WavryException;

    /** The id that belongs to a key file; made first if it does not exist and {@code create} is set. */
    String id(Path keyFile, boolean create) throws WavryException;

    /** Proves a code to a host, which then knows this client. @return the host's id */
    String pair(PairRequest request) throws WavryException;

    /**
     * Asks a host of the same user that runs on this machine; returns with the end of its answer.
     *
     * @param socket where the host listens, see {@link HostRequest#controlSocket}
     * @param request what is asked; {@code verb} says what
     * @param told what comes before the end, on the calling thread
     * @return the last thing that was said
     */
    Map<String, String> ask(Path socket, Map<String, String> request, Consumer<Map<String, String>> told)
            throws WavryException;

    /**
     * Has an order of an operator carried out on a host, by the right to administer it; returns when the order is over.
     *
     * @param host whom to ask; address, id, keys, known hosts and transport count
     * @param words as {@link Operator#perform} takes them; the word {@code @} stands for the file
     * @param file a bundle that is sent along, or null
     * @param out told line by line how it goes, on the calling thread
     * @return the order's exit code
     */
    int order(ConnectRequest host, List<String> words, @Nullable Path file, Consumer<String> out) throws WavryException;

    /** The lists of who is trusted. */
    PeerLists peers();

    /** Displays that could be shared now, as {@code id name WxH}, the best first. */
    List<String> displays();

    /** Codecs that could be encoded now, as {@code codec implementation}. */
    List<String> codecs();

    /** Version of the product. */
    String version();
}
