/**
 * Parity: each repair packet is the sum of every n-th source packet, so n lost in a row are restored.
 *
 * <p>How many there are, and when, is decided elsewhere.
 */
@NullMarked
package dev.wavry.fec.xor.internal;

import org.jspecify.annotations.NullMarked;
