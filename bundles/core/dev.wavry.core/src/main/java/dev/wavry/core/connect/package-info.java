/**
 * Encrypted links over carriers.
 *
 * <p>What the messages on a link mean is known to sessions only.
 */
@NullMarked
package dev.wavry.core.connect;

import org.jspecify.annotations.NullMarked;
