/** Tests. They need no framework. */
@NullMarked
package dev.wavry.operate.live;

import org.jspecify.annotations.NullMarked;
