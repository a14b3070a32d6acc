/**
 * Benchmarks that measure the built product from outside, one class each, and the table, JSON, CSV and chart of their results.
 *
 * <p>They never run inside the product's processes; {@code packet} is the exception and measures a library in its own.
 */
@NullMarked
package dev.wavry.benchmarks;

import org.jspecify.annotations.NullMarked;
