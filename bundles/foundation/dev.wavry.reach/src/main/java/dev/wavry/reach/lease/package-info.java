/**
 * Leases: signed permission to use a relay for one session.
 *
 * <p>Who gives them out and who asks for them is decided elsewhere.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.reach.lease;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
