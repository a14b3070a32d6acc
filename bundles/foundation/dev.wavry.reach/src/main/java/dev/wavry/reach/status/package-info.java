/**
 * Health, readiness and figures of a service, for the machine it runs on only.
 *
 * <p>What the figures mean is the service's business.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.reach.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
