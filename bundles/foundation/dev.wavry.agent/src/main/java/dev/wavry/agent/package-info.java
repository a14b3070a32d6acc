/**
 * Agents: named threads that run duty cycles and sleep in one place that can be woken.
 *
 * <p>What the duties do is not known here.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.agent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
