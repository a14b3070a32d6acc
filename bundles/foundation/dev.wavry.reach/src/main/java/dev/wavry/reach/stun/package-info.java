/**
 * The message format of STUN (RFC 8489) and what is built on it.
 *
 * <p>Nothing here sends, waits or knows a network.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.reach.stun;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
