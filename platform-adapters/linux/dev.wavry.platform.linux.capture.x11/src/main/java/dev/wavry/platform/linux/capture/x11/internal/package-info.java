/**
 * Captures a monitor of an X server through shared memory, driven by the damage that the server reports.
 *
 * <p>The pointer is not in the pictures: its shape and place go to the cursor sink.
 */
@RequiresLinux
@NullMarked
package dev.wavry.platform.linux.capture.x11.internal;

import dev.wavry.spi.platform.RequiresLinux;
import org.jspecify.annotations.NullMarked;
