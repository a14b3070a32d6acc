/**
 * Sessions and their states, the host and the client that hold them, and the product as a service.
 *
 * <p>Pictures are handled in the stream package, packets in the connect package.
 */
@NullMarked
package dev.wavry.core.session;

import org.jspecify.annotations.NullMarked;
