/**
 * Carriers of opaque datagrams between addresses.
 *
 * <p>Keys, lanes, epochs, acknowledgements and pacing belong to the session above, so swapping a transport is a path change and nothing else.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
