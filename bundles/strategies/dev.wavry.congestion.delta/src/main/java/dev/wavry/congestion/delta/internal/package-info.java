/**
 * DELTA, the rate control that Wavry uses unless told otherwise: it keeps the queue of the path short and finds its capacity by the
 * spacing of arrivals.
 *
 * <p>What is sent, and how it is paced and repaired, is decided elsewhere from what this says.
 */
@NullMarked
package dev.wavry.congestion.delta.internal;

import org.jspecify.annotations.NullMarked;
