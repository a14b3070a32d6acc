package dev.wavry.core.trust;

import dev.wavry.api.KnownHost;
import dev.wavry.api.WavryException;
import dev.wavry.rift.WavryId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hosts that a client trusts at an address. */
public final class KnownHosts {
    private final @Nullable Path file;

    /** @param file null to know and remember nobody */
    public KnownHosts(@Nullable Path file) {
        this.file = file;
    }

    /** The id pinned for an address. */
    public Optional<WavryId> find(InetSocketAddress address) throws WavryException {
        if (file == null) {
            return Optional.empty();
        }
        String wanted = name(address);
        String withoutBrackets = address.getHostString() + ":" + address.getPort();
        return new Lists()
                .hosts(file).stream()
                        .filter(host ->
                                host.address().equals(wanted) || host.address().equals(withoutBrackets))
                        .reduce((first, last) -> last)
                        .map(host -> WavryId.parse(host.id()));
    }

    /** Pins an id for an address unless one is pinned already. */
    public void pin(InetSocketAddress address, WavryId id) throws WavryException {
        if (file != null && find(address).isEmpty()) {
            new Lists().remember(file, new KnownHost(name(address), id.toString(), ""));
        }
    }

    /** The address as people type it. */
    public static String name(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
