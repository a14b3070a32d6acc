/**
 * Encoders and decoders of pictures.
 *
 * <p>How coded frames reach the other side is not known here.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
