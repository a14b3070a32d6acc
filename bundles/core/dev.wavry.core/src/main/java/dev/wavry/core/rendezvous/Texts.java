package dev.wavry.core.rendezvous;

import dev.wavry.core.reach.Credentials;
import dev.wavry.core.reach.ReachPeer;
import dev.wavry.reach.signal.ServerText;
import dev.wavry.reach.signal.Signal;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Candidates, credentials and servers as messages carry them. */
final class Texts {
    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);

    private Texts() {}

    static String candidate(Candidate candidate) {
        InetSocketAddress socket = (InetSocketAddress) candidate.address().socket();
        String word = candidate.cost().name().toLowerCase(Locale.ROOT);
        return new ServerText(word, host(socket.getAddress()), socket.getPort(), "", "").write();
    }

    private static String host(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*$", "");
    }

    /** Credentials and candidates of this end. */
    static Signal describe(Signal signal, Credentials local, List<Candidate> candidates) {
        return signal.with("name", local.name())
                .with("password", local.password())
                .with("candidate", candidates.stream().map(Texts::candidate).toList());
    }

    /** Tells a peer what the far side said of itself. @throws IllegalArgumentException if that makes no sense */
    static void describe(Signal signal, ReachPeer peer) {
        peer.remote(new Credentials(signal.get("name"), signal.get("password")));
        candidates(signal, peer);
    }

    /** Addresses only, never names: a far side may not have this end ask name servers for it. */
    static void candidates(Signal signal, ReachPeer peer) {
        for (String text : signal.list("candidate")) {
            try {
                ServerText candidate = ServerText.read(text);
                if (candidate.host().matches("[0-9.]+") || candidate.host().indexOf(':') >= 0) {
                    NatCost cost = NatCost.valueOf(candidate.word().toUpperCase(Locale.ROOT));
                    peer.candidate(cost, new InetSocketAddress(candidate.host(), candidate.port()));
                }
            } catch (IllegalArgumentException e) {
                LOG.debug("The far side names an address that is none");
            }
        }
    }

    /** Servers the gateway names; their names are looked up. */
    static List<NatServer> servers(List<String> texts) {
        List<NatServer> servers = new ArrayList<>();
        for (String text : texts) {
            try {
                ServerText server = ServerText.read(text);
                InetAddress address = InetAddress.getByName(server.host());
                servers.add(new NatServer(
                        server.word(), new InetSocketAddress(address, server.port()), server.user(), server.secret()));
            } catch (IllegalArgumentException e) {
                LOG.warn("The gateway names a server that is none");
            } catch (UnknownHostException e) {
                LOG.warn("The gateway names a server whose name has no address: '{}'", e.getMessage());
            }
        }
        return servers;
    }
}
