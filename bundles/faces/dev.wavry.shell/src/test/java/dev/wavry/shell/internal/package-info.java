/**
 * Tests of the {@code wavry} command against a product that is played.
 *
 * <p>Nothing here opens a socket or a window.
 */
@NullMarked
package dev.wavry.shell.internal;

import org.jspecify.annotations.NullMarked;
