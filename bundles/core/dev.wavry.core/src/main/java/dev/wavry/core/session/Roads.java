package dev.wavry.core.session;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.GatewayAccess;
import dev.wavry.api.HostRequest;
import dev.wavry.api.WavryException;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.reach.ReachCarrier;
import dev.wavry.core.reach.ReachPeer;
import dev.wavry.core.rendezvous.ClientRoad;
import dev.wavry.core.rendezvous.HostRoad;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.transport.Transport;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Starts hosts and clients on a carrier of their own, or on one that finds its paths with the help of a gateway where one was named.
 *
 * @param transport carries the datagrams
 * @param strategies find addresses
 */
record Roads(
        Provider<Transport> transport,
        List<Provider<NatStrategy>> strategies,
        Identity identity,
        SecureRandom random,
        MediaClock clock) {
    /** Starts something on a transport. */
    interface Start<T> {
        T on(Provider<Transport> carried) throws CannotOpenException;
    }

    HostRuntime host(HostRequest request, Start<HostRuntime> start, Predicate<WavryId> admits)
            throws CannotOpenException, WavryException {
        GatewayAccess gateway = request.gateway();
        if (gateway == null) {
            return start.on(transport);
        }
        ReachCarrier carrier = new ReachCarrier(transport.service(), request.listen(), identity, random, clock);
        HostRuntime host = start.on(over(carrier, null));
        try {
            host.endWith(new HostRoad(
                    gateway,
                    identity,
                    carrier,
                    strategies,
                    id -> admits.test(id) || host.pairing().isOpen()));
            return host;
        } catch (WavryException e) {
            host.close();
            throw e;
        }
    }

    ClientRuntime client(ConnectRequest request, WavryId host, Start<ClientRuntime> start)
            throws CannotOpenException, WavryException {
        GatewayAccess gateway = request.gateway();
        if (gateway == null) {
            return start.on(transport);
        }
        ClientRoad road = new ClientRoad(gateway, host, transport.service(), strategies, identity, random, clock);
        ClientRuntime client = start.on(over(road.carrier(), road.peer()));
        client.ended().thenRun(road::close);
        return client;
    }

    private Provider<Transport> over(ReachCarrier carrier, @Nullable ReachPeer peer) {
        return new Provider<>(
                transport.serviceId(),
                transport.id(),
                transport.ranking(),
                transport.bundle(),
                carrier.asTransport(transport.service(), peer));
    }
}
