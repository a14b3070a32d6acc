/**
 * Bad networks in virtual time: controllers on links that change, and the wire on links that lose, with the same figures on every machine.
 *
 * <p>Real sockets, screens and processes are measured by the benchmarks beside this package.
 */
@NullMarked
package dev.wavry.benchmarks.net;

import org.jspecify.annotations.NullMarked;
