/**
 * The datagrams between a relay and those who use it.
 *
 * <p>Tables, limits and sockets belong to the relay.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.reach.relay;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
