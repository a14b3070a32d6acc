/** Tests. They need no framework. */
@NullMarked
package dev.wavry.operate.door;

import org.jspecify.annotations.NullMarked;
