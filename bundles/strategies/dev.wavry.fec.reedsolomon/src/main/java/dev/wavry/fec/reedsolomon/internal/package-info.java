/**
 * Repair packets of which any n restore any n lost packets: parity for one, P+Q for two, Reed-Solomon with a Cauchy matrix for more.
 *
 * <p>How many there are, and when, is decided elsewhere.
 */
@NullMarked
package dev.wavry.fec.reedsolomon.internal;

import org.jspecify.annotations.NullMarked;
