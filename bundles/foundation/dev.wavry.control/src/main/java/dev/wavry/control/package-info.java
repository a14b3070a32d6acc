/**
 * The door through which programs of the same user speak to a host that runs: a socket in the file system, one question a connection,
 * one flat JSON object of texts a line.
 *
 * <p>What may be asked is in the {@link ControlHandler} services of others; nothing is ever made of what comes in but texts.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
