/**
 * What the operating system is, allows and forbids.
 *
 * <p>Capture, input and sound of a platform are strategies of their own.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
