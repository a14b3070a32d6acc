/**
 * Encoders and decoders of FFmpeg: H.264, VP8, VP9 and AV1 in software, and hardware encoders where they really work.
 *
 * <p>Every codec is called through the plain C interface, so nothing here muxes, paces or opens devices. Known limits: 8 bit
 * 4:2:0 only, so single coloured pixels lose colour detail; only libx264 changes its bitrate live; VP8 has no colour tags, which
 * is why every encoder here uses BT.601 limited range; SVT-AV1 writes some lines to standard error at each opening.
 */
@NullMarked
package dev.wavry.codec.ffmpeg.internal;

import org.jspecify.annotations.NullMarked;
