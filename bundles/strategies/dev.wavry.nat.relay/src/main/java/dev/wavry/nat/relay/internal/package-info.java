/**
 * A path through a relay of ours.
 *
 * <p>Whether a candidate works is found out by the core.
 */
@NullMarked
package dev.wavry.nat.relay.internal;

import org.jspecify.annotations.NullMarked;
