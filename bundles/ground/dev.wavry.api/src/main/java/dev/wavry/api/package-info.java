/**
 * What programs call: start a host, connect to one, watch sessions.
 *
 * <p>How pictures are captured, coded and sent is behind it and not visible here.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
