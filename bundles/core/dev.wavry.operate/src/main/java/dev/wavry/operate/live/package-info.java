/**
 * The running framework: bundles brought in and taken away, strategies tried out and exchanged under sessions, and what sessions saw of it.
 *
 * <p>Meets strategies by their services only and the core by {@code StrategyGate}, {@code HostHandle} and {@code ClientHandle}.
 */
@NullMarked
package dev.wavry.operate.live;

import org.jspecify.annotations.NullMarked;
