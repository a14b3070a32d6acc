/**
 * Counted pools of pictures and coded frames, counters, and native memory.
 *
 * <p>Nothing here knows what the memory is used for.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.wavry.buffer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
