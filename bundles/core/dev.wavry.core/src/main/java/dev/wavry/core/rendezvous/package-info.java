/**
 * How hosts and clients hear of each other through a gateway, and what they tell it.
 *
 * <p>Which path is taken in the end is not decided here.
 */
@NullMarked
package dev.wavry.core.rendezvous;

import org.jspecify.annotations.NullMarked;
