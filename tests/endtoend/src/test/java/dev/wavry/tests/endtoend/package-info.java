/**
 * What a person would do with the built product, on real X servers and over real UDP: see, type, lose the far side, exchange parts.
 *
 * <p>Only processes and pixels are looked at, never a class of the product.
 */
@NullMarked
package dev.wavry.tests.endtoend;

import org.jspecify.annotations.NullMarked;
