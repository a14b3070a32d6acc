/**
 * The wire of Wavry: identities, the handshake, sealed packets and lanes, driven by its caller with datagrams and times.
 *
 * <p>There are no sockets, no threads and no clocks in here, and nothing that knows what a picture looks like; {@code docs/protocol.md}
 * is the description of every byte.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.rift;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
