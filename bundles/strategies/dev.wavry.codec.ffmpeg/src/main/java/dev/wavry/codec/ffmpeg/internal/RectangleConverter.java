package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.util.Arrays;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Converts rectangles of pictures of one size between pixel formats. One thread.
 *
 * <p>swscale fixes the width in its context but not the height: rows may come as a slice from the top. So there is one context
 * for each of a dozen widths, made when opened, and a rectangle takes the next wider one; the few extra pixels are valid on both
 * sides and cost less than a context for each rectangle ever seen would. Sides and edges must be even.
 *
 * <p>The vector code of swscale works in groups of {@value #GROUP} pixels and reads and writes whole groups, past the end of the
 * row if need be. All narrow widths are whole groups; if the whole width is not, see {@link #needsPaddedRows}, rows on both sides
 * must have room for the rest of the last group.
 */
final class RectangleConverter implements AutoCloseable {
    private static final int NEUTRAL = 1 << 16;
    private static final int GROUP = 16;

    private final int width;
    private final int[] widths;
    private final SwsContext[] contexts;
    private final PlanePointers from = new PlanePointers();
    private final PlanePointers to = new PlanePointers();

    RectangleConverter(int width, int height, Planes.Layout fromLayout, Planes.Layout toLayout, int flags) {
        this.width = width;
        this.widths = widths(width);
        this.contexts = new SwsContext[widths.length];
        for (int i = 0; i < widths.length; i++) {
            contexts[i] = sws_getContext(
                    widths[i],
                    height,
                    fromLayout.ffmpegFormat(),
                    widths[i],
                    height,
                    toLayout.ffmpegFormat(),
                    flags,
                    null,
                    null,
                    (DoublePointer) null);
        }
        colours(SWS_CS_ITU601, false, false);
    }

    /** True if rows of this many pixels must be padded to whole groups. */
    static boolean needsPaddedRows(int width) {
        return width % GROUP != 0;
    }

    /** 64, 96, 128, 192, ... and the whole width. */
    private static int[] widths(int width) {
        int[] found = new int[40];
        int count = 0;
        for (int side = 64; side < width; side *= 2) {
            found[count++] = side;
            if (side + side / 2 < width) {
                found[count++] = side + side / 2;
            }
        }
        found[count++] = width;
        return Arrays.copyOf(found, count);
    }

    /** Says what the YUV side means; the RGB side is always full range. */
    void colours(int swscaleSpace, boolean fromFullRange, boolean toFullRange) {
        IntPointer table = sws_getCoefficients(swscaleSpace);
        for (SwsContext context : contexts) {
            sws_setColorspaceDetails(
                    context, table, fromFullRange ? 1 : 0, table, toFullRange ? 1 : 0, 0, NEUTRAL, NEUTRAL);
        }
    }

    /** Converts at least this rectangle; all four numbers are even and inside the picture. */
    void convert(Planes source, Planes target, int x, int y, int w, int h) {
        // Rows of 32 pixels keep the vector code of swscale on aligned addresses.
        int left = x & -32;
        int chosen = 0;
        while (widths[chosen] < x + w - left) {
            chosen++;
        }
        left = Math.min(left, width - widths[chosen]);
        source.aim(from, left, y);
        target.aim(to, left, y);
        sws_scale(contexts[chosen], from.data(), from.strides(), 0, h, to.data(), to.strides());
    }

    @Override
    public void close() {
        for (SwsContext context : contexts) {
            sws_freeContext(context);
        }
        from.close();
        to.close();
    }
}
