/**
 * The media plane: pictures from a capture through an encoder to viewers, and frames through a decoder to a window.
 *
 * <p>Who may watch and how packets travel is not known here.
 */
@NullMarked
package dev.wavry.core.stream;

import org.jspecify.annotations.NullMarked;
