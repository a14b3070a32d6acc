/**
 * How two machines that cannot reach each other directly find addresses that work.
 *
 * <p>Connectivity checks between the candidates belong to the core, not to a strategy.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.spi.nat;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
