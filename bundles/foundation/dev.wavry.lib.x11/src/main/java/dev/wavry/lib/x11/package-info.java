/**
 * The X Window System through JNA: connections that survive a dying server, and the calls of libX11 and its extensions that the
 * Linux adapters make.
 *
 * <p>Nothing here captures or types. Pointers and XIDs are {@code long} and results go to memory made beforehand, so that calls
 * on a hot path allocate nothing; only 64-bit machines are supported.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.lib.x11;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
