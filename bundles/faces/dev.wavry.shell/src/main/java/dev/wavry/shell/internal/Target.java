package dev.wavry.shell.internal;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A host as named on the command line.
 *
 * @param id its id, or null to take the one pinned for the address
 * @param address where it is
 */
record Target(@Nullable String id, InetSocketAddress address) {}
