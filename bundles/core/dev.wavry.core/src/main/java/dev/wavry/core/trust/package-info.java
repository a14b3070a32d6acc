/**
 * Who is trusted and with what: the lists of clients and hosts, the door of a host, and pairing.
 *
 * <p>Nothing here knows of sockets or pictures; time and randomness come from the caller.
 */
@NullMarked
package dev.wavry.core.trust;

import org.jspecify.annotations.NullMarked;
