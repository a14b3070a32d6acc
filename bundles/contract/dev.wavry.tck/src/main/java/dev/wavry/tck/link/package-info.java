/**
 * A path in virtual time, and traffic over it: the same seed gives the same fates of all packets.
 *
 * <p>For controllers of the rate and whatever else has to be tried on bad networks; nothing here waits or opens a socket.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.tck.link;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
