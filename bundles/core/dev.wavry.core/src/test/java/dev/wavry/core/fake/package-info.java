/**
 * Strategies for tests: a network, a screen, codecs, a window and a keyboard that do what a test tells them and complain when the core breaks
 * a promise of the SPI.
 *
 * <p>No test is here.
 */
@NullMarked
package dev.wavry.core.fake;

import org.jspecify.annotations.NullMarked;
