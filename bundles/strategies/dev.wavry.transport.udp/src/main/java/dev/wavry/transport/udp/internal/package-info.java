/**
 * Carriers on UDP sockets of the JDK.
 *
 * <p>Nothing here knows what the datagrams mean: keys, pacing and repair are the session's.
 */
@NullMarked
package dev.wavry.transport.udp.internal;

import org.jspecify.annotations.NullMarked;
