/**
 * How much may be sent and how it is protected against loss.
 *
 * <p>The packets themselves are not touched here.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
