package dev.wavry.nat.relay.internal;

import dev.wavry.reach.relay.RelayWire;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One channel at each relay; the first is used, the others stand by. */
final class RelayGathering implements Gathering {
    private final List<RelayChannel> channels = new ArrayList<>();
    private final GatherContext context;

    RelayGathering(List<NatServer> servers, GatherContext context) {
        this.context = context;
        servers.forEach(server -> channels.add(new RelayChannel(server, context)));
    }

    @Override
    public int doWork() {
        long now = context.clock().nanoTime();
        int done = 0;
        long next = Long.MAX_VALUE;
        for (RelayChannel channel : channels) {
            done += channel.work(now);
            next = Math.min(next, channel.nextNanos());
        }
        context.callAt(next);
        return done;
    }

    @Override
    public boolean arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        if (!RelayWire.isRelay(datagram.get(datagram.position()) & 0xff)) {
            return false;
        }
        for (RelayChannel channel : channels) {
            if (channel.arrived(from, datagram, arrivalNanos)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Offer send(PathAddress to, ByteBuffer datagram) {
        return to.socket() instanceof RelayedAddress relayed ? relayed.channel().send(datagram) : Offer.DROPPED;
    }

    @Override
    public void refresh(NatServer server) {
        channels.stream()
                .filter(channel -> channel.server().address().equals(server.address()))
                .forEach(channel -> channel.refresh(server));
    }

    @Override
    public boolean complete() {
        return channels.stream().allMatch(RelayChannel::settled);
    }

    @Override
    public Optional<String> refusal() {
        if (!complete() || channels.stream().anyMatch(RelayChannel::bound)) {
            return Optional.empty();
        }
        return Optional.of(
                String.join("; ", channels.stream().map(RelayChannel::refusal).toList()));
    }

    @Override
    public void close() {}
}
