/**
 * PulseAudio's client library through JNA: one connection driven by its caller's thread, what the server has, and streams.
 *
 * <p>PipeWire's pulse server is the same to it. Nothing here decides what to capture or play. The steady state allocates nothing: pointers are {@code long} and
 * results go to memory made beforehand; only 64-bit machines are supported.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.lib.pulse;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
