/**
 * How long each stage took, in percentiles.
 *
 * <p>Nothing here decides anything.
 */
@NullMarked
package dev.wavry.core.measure;

import org.jspecify.annotations.NullMarked;
