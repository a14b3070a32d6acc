/**
 * UDP carriers on the real loopback interface.
 *
 * <p>Figures come from a main class that is run by hand; nothing here asserts on speed.
 */
@NullMarked
package dev.wavry.transport.udp.internal;

import org.jspecify.annotations.NullMarked;
