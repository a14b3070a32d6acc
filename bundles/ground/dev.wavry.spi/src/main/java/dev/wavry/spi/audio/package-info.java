/**
 * Where sound comes from, how it is coded and where it is played.
 *
 * <p>Cutting it into frames, volume, lost packets, drifting clocks and the time of the picture are the session's business.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.audio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
