package dev.wavry.codec.ffmpeg.internal;

/** Where the planes of one picture are. Mutable, one thread, free of garbage. */
final class Planes {
    /** Planes of a format, and how far its second and third plane are halved. */
    enum Layout {
        /** Four bytes a pixel. */
        PACKED(1, 4, 0),
        /** Luma and two planes of half width and height. */
        PLANAR_420(3, 1, 1);

        private final int planes;
        private final int bytes;
        private final int chromaShift;

        Layout(int planes, int bytes, int chromaShift) {
            this.planes = planes;
            this.bytes = bytes;
            this.chromaShift = chromaShift;
        }

        int planes() {
            return planes;
        }

        /** Bytes of one pixel of a plane. */
        int bytes() {
            return bytes;
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
        return address[plane] + (long) (y >> shift) * stride[plane] + (long) (x >> shift) * layout.bytes();
    }

    /** Writes the addresses for a rectangle that begins at a pixel. */
    void aim(PlanePointers pointers, int x, int y) {
        for (int i = 0; i < layout.planes(); i++) {
            pointers.set(i, at(i, x, y), stride[i]);
        }
    }
}
