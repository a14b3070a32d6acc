/**
 * Where pictures of screens and windows come from.
 *
 * <p>Encoding, scaling and drawing cursors into the picture happen elsewhere.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.capture;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
