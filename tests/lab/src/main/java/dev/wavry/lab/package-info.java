/**
 * What tests and benchmarks that look from outside are made of: X servers, programs, painters on a display, eyes on another.
 *
 * <p>Nothing here runs inside the product, and nothing judges: callers do.
 */
@NullMarked
package dev.wavry.lab;

import org.jspecify.annotations.NullMarked;
