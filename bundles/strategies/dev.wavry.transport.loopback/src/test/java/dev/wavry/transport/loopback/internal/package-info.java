/**
 * The imagined network under a clock that the test moves.
 *
 * <p>Only waiting is tried with real time.
 */
@NullMarked
package dev.wavry.transport.loopback.internal;

import org.jspecify.annotations.NullMarked;
