package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

/** Where the planes of one picture are. Mutable, one thread, free of garbage. */
final class Planes {
    /** How the planes of a format lie. */
    enum Layout {
        /** Four bytes a pixel. */
        PACKED(AV_PIX_FMT_BGR0, 1, 4, 0),
        /** Luma and two planes of half width and height. */
        PLANAR_420(AV_PIX_FMT_YUV420P, 3, 1, 1),
        /** Luma and one plane of pairs of half width and height. */
        SEMI_PLANAR_420(AV_PIX_FMT_NV12, 2, 1, 1);

        private final int ffmpegFormat;
        private final int planes;
        private final int firstBytes;
        private final int chromaShift;

        Layout(int ffmpegFormat, int planes, int firstBytes, int chromaShift) {
            this.ffmpegFormat = ffmpegFormat;
            this.planes = planes;
            this.firstBytes = firstBytes;
            this.chromaShift = chromaShift;
        }

        /** FFmpeg's number of the format. */
        int ffmpegFormat() {
            return ffmpegFormat;
        }

        int planes() {
            return planes;
        }

        /** Bytes of one sample of a plane. */
        int bytes(int plane) {
            return plane == 1 && planes == 2 ? 2 : firstBytes;
        }

        /** How far to shift pixels to the right to get samples of a plane. */
        int shift(int plane) {
            return plane == 0 ? 0 : chromaShift;
        }
    }

    private final Layout layout;
    private final long[] address = new long[4];
    private final int[] stride = new int[4];

    Planes(Layout layout) {
        this.layout = layout;
    }

    Layout layout() {
        return layout;
    }

    void set(int plane, long newAddress, int newStride) {
        address[plane] = newAddress;
        stride[plane] = newStride;
    }

    int stride(int plane) {
        return stride[plane];
    }

    /** Address of the sample that belongs to a pixel; even coordinates for planes that are halved. */
    long at(int plane, int x, int y) {
        int shift = layout.shift(plane);
        return address[plane] + (long) (y >> shift) * stride[plane] + (long) (x >> shift) * layout.bytes(plane);
    }

    /** Writes the addresses for a rectangle that begins at a pixel. */
    void aim(PlanePointers pointers, int x, int y) {
        for (int i = 0; i < layout.planes(); i++) {
            pointers.set(i, at(i, x, y), stride[i]);
        }
    }
}
