package dev.wavry.nat.direct.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatStrategy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Offers the addresses of the machine's interfaces. */
@Component(service = NatStrategy.class)
@Strategy(id = DirectStrategy.ID, label = "Own addresses")
public final class DirectStrategy implements NatStrategy {
    static final String ID = "direct";

    /** A machine with more addresses than this is a router, and the far side need not try them all. */
    private static final int MOST = 12;

    @Override
    public NatCost cost() {
        return NatCost.DIRECT;
    }

    @Override
    public Gathering gather(GatherSpec spec, GatherContext context) throws CannotOpenException {
        List<InetAddress> addresses = addresses(spec.local().getAddress());
        for (InetAddress address : addresses) {
            InetSocketAddress socket =
                    new InetSocketAddress(address, spec.local().getPort());
            context.found(new Candidate(NatCost.DIRECT, context.address(socket), ID));
        }
        return new Found(addresses.isEmpty());
    }

    /** The one address bound to, or those of all interfaces without loopback and link-local ones, which mean nothing elsewhere. */
    private static List<InetAddress> addresses(InetAddress bound) throws CannotOpenException {
        if (!bound.isAnyLocalAddress()) {
            return List.of(bound);
        }
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp() && !network.isLoopback()) {
                    network.inetAddresses()
                            .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                            .forEach(found::add);
                }
            }
        } catch (SocketException e) {
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "The network interfaces cannot be listed: " + e.getMessage(),
                    "Check that this program may read them",
                    e);
        }
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private record Found(boolean nothing) implements Gathering {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public Optional<String> refusal() {
            return nothing ? Optional.of("no interface has an address that others could use") : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
