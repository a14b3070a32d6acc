/**
 * What every running thing promises, and who calls it.
 *
 * <p>No strategy starts threads of its own: the core's agents call the methods of handles, and each method says which agent that is.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
