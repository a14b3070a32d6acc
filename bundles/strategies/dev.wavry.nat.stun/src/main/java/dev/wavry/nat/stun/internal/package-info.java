/**
 * Addresses as a server outside sees them (RFC 8489).
 *
 * <p>Whether a candidate works is found out by the core.
 */
@NullMarked
package dev.wavry.nat.stun.internal;

import org.jspecify.annotations.NullMarked;
