/**
 * SCReAM (RFC 8298), a published rate control for media over mobile networks, to compare with and to choose.
 *
 * <p>It lets a longer queue stand than DELTA and probes more slowly, in exchange for being well studied.
 */
@NullMarked
package dev.wavry.congestion.scream.internal;

import org.jspecify.annotations.NullMarked;
