/**
 * The promises of the SPI as abstract test classes: extend one, say what it tests, run it with JUnit 5.
 *
 * <p>Works in a plain JVM; how strategies behave when bundles come and go is tested elsewhere.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
