/**
 * Says what a Linux machine is, gives threads what their role deserves, keeps the machine awake and announces whether an X
 * server is there.
 *
 * <p>Capturing and input are bundles of their own.
 */
@RequiresLinux
@NullMarked
package dev.wavry.platform.linux.internal;

import dev.wavry.spi.platform.RequiresLinux;
import org.jspecify.annotations.NullMarked;
