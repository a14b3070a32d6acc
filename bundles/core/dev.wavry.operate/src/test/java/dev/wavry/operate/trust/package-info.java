/** Tests. They need no framework. */
@NullMarked
package dev.wavry.operate.trust;

import org.jspecify.annotations.NullMarked;
