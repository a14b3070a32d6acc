/**
 * TLS carriers on the real loopback interface.
 *
 * <p>Nothing here asserts on speed.
 */
@NullMarked
package dev.wavry.transport.tls.internal;

import org.jspecify.annotations.NullMarked;
