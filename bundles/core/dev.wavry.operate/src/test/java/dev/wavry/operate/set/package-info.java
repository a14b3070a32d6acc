/** Tests. They need no framework. */
@NullMarked
package dev.wavry.operate.set;

import org.jspecify.annotations.NullMarked;
