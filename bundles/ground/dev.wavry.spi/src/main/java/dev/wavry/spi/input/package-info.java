/**
 * What a person does with keyboard and pointer, and how it is done on the host.
 *
 * <p>Shortcuts of the viewer and rights of the session are decided elsewhere.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.input;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
