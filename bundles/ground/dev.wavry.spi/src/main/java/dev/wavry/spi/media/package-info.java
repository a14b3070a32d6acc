/**
 * Pictures, coded frames and the counted leases that carry them from one strategy to the next.
 *
 * <p>Nothing here encodes, captures or sends; the core's pools make every object that implements these interfaces.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.media;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
