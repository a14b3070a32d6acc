package dev.wavry.core.rendezvous;

import java.net.InetSocketAddress;

/** Where to bind what goes anywhere. */
final class Families {
    private Families() {}

    /** Every address of this machine, of both families where it has both; any port. */
    static InetSocketAddress any() {
        return new InetSocketAddress(0);
    }
}
