/**
 * Addresses of the machine itself as candidates.
 *
 * <p>Whether a candidate works is found out by the core.
 */
@NullMarked
package dev.wavry.nat.direct.internal;

import org.jspecify.annotations.NullMarked;
