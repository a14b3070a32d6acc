/**
 * Acts as keyboard and pointer of an X server through the XTEST extension.
 *
 * <p>Keys are positions, so layouts stay the host's; text is typed as it is by giving unused keys the characters it needs.
 */
@RequiresLinux
@NullMarked
package dev.wavry.platform.linux.input.xtest.internal;

import dev.wavry.spi.platform.RequiresLinux;
import org.jspecify.annotations.NullMarked;
