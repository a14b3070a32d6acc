/**
 * X servers and drawing programs for tests.
 *
 * <p>Only tests see this; a program that is missing fails the test with its name.
 */
@NullMarked
package dev.wavry.lib.x11.testing;

import org.jspecify.annotations.NullMarked;
