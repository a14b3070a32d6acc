/**
 * How two machines that do not know each other get to, by a short code that a person carries over: the code and the exchange that
 * proves it without showing it.
 *
 * <p>When a code may be tried, how often and by whom is decided elsewhere, as is what a proven code is good for.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.rift.pairing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
