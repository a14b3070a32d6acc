package dev.wavry.shell.internal;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A host as named on the command line.
 *
 * @param id its id, or null to take the one pinned for the address
 * @param address where it is
 */
record Target(@Nullable String id, InetSocketAddress address) {
    private static final InetSocketAddress ANYWHERE = InetSocketAddress.createUnresolved("anywhere", 0);

    /** Somebody whose id is all that is known. */
    static Target anywhere(String id) {
        return new Target(id, ANYWHERE);
    }

    /** Whether only a gateway knows where it is. */
    boolean isAnywhere() {
        return address == ANYWHERE;
    }

    /** As it is written; picocli asks at every start, and what the runtime would make for a record takes 20 ms the first time. */
    @Override
    public String toString() {
        return id == null ? address.toString() : id + "@" + address;
    }
}
