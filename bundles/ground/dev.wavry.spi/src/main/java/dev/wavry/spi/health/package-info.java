/**
 * Counters for hot paths and findings for people.
 *
 * <p>Nothing here decides anything; the doctor and the session report read it.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
