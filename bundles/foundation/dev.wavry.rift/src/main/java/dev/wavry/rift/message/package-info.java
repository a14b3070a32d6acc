/**
 * What the two ends of a session say to each other on the control lane, and input events, as bytes and back.
 *
 * <p>How the bytes travel is not known here, nor what anybody does about a message.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.rift.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
