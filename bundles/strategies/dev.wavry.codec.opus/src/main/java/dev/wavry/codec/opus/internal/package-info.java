/**
 * Opus by the libopus that FFmpeg's libraries contain: 48 kHz, frames of 5, 10 or 20 ms, mono to 7.1, 2.5 ms of delay.
 *
 * <p>The coder works without look-ahead, so packets carry no copy of the frame before: repeating it is the session's business. Known
 * limits: another bitrate needs a new encoder, because FFmpeg hands the number over at the opening only.
 */
@NullMarked
package dev.wavry.codec.opus.internal;

import org.jspecify.annotations.NullMarked;
