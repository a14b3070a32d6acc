package dev.wavry.spi.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier is opened for.
 *
 * @param bind local address; port 0 lets the system choose
 * @param peer the one address datagrams go to, where that is known (a client); null to talk to many (a host)
 * @param shared another carrier is bound to the same address and allows that, see {@link Carrier#share}
 */
public record CarrierSpec(InetSocketAddress bind, @Nullable InetSocketAddress peer, boolean shared) {
    /** One that has its address for itself. */
    public CarrierSpec(InetSocketAddress bind, @Nullable InetSocketAddress peer) {
        this(bind, peer, false);
    }
}
