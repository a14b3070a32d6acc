/**
 * Where pictures are shown and input is collected.
 *
 * <p>Decoding happens before, so nothing here knows a codec.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.render;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
