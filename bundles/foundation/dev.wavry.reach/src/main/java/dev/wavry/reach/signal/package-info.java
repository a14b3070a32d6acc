/**
 * The words between hosts, clients and a gateway: flat objects of texts, one to a WebSocket message.
 *
 * <p>Connections, and who may be told what, are their ends' business.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.reach.signal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
