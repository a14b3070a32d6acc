/**
 * A source of pictures that needs no screen: content that moves at the wished rate, with the picture's number readable by
 * machines.
 *
 * <p>Nothing of the machine is captured.
 *
 * <h2>How to read the number of a picture</h2>
 *
 * <p>The number is 32 bits, most significant first, one block of 16x16 pixels per bit: white is 1, black is 0. The first block is
 * in the top left corner, the others follow to the right, {@code min(32, width / 16)} in a row, then in rows of 16 pixels below. To read a
 * bit that went through a lossy codec, take the pixel in the middle of its block, at {@code x = column * 16 + 8},
 * {@code y = row * 16 + 8}, and compare its green with 128. The number is the {@code sequence} of the picture, cut to 32 bits. Pictures are
 * at least 128x64 pixels.
 *
 * <h2>What moves</h2>
 *
 * <p>{@code testpattern/small}: a square of 48x48 pixels over a still background, so that little but the square's old and new place and
 * some blocks of the number changes. {@code testpattern/full}: the background scrolls too, so that every pixel is declared as changed.
 */
@NullMarked
package dev.wavry.capture.testpattern.internal;

import org.jspecify.annotations.NullMarked;
