/**
 * How much may be sent to one client and what of it is for pictures.
 *
 * <p>How a path is judged is up to the controllers, which are strategies; how packets are paced and repaired is up to RIFT.
 */
@NullMarked
package dev.wavry.core.rate;

import org.jspecify.annotations.NullMarked;
