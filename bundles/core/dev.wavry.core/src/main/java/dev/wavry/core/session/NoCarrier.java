package dev.wavry.core.session;

import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What stands in while there is no carrier: everything is lost on it. */
record NoCarrier(InetSocketAddress local) implements Carrier {
    @Override
    public Offer send(PathAddress to, ByteBuffer datagram) {
        return Offer.DROPPED;
    }

    @Override
    public void flush() {}

    @Override
    public PathAddress address(InetSocketAddress socket) {
        return new PathAddress("none", socket);
    }

    @Override
    public int doWork() {
        return 0;
    }

    @Override
    public void await(long maxNanos) {}

    @Override
    public void wake() {}

    @Override
    public void close() {}
}
