package dev.wavry.spi.nat;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What candidates are wanted for.
 *
 * @param local where the carrier is bound, with its real port; a wildcard address means every interface
 * @param servers who may help
 * @param listensPublicly whether the person chose to be reachable from outside, which alone allows asking a router to open a port
 */
public record GatherSpec(InetSocketAddress local, List<NatServer> servers, boolean listensPublicly) {
    /** The servers are copied. */
    public GatherSpec {
        servers = List.copyOf(servers);
    }

    /** Those of a kind, in order. */
    public List<NatServer> servers(String kind) {
        return servers.stream().filter(server -> server.kind().equals(kind)).toList();
    }
}
