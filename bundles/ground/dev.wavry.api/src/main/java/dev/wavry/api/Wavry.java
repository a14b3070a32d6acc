package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
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

    /** The lists of who is trusted. */
    PeerLists peers();

    /** Displays that could be shared now, as {@code id name WxH}, the best first. */
    List<String> displays();

    /** Codecs that could be encoded now, as {@code codec implementation}. */
    List<String> codecs();

    /** Version of the product. */
    String version();
}
