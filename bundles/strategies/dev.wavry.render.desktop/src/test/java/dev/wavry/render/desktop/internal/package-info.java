/**
 * Windows on a real X server without a screen, looked at and driven by a second client.
 *
 * <p>There is no window manager, so the client also does what one would.
 */
@NullMarked
package dev.wavry.render.desktop.internal;

import org.jspecify.annotations.NullMarked;
