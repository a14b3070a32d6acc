package dev.wavry.codec.tiles.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Planes of pixels as whole numbers; the few memories of a pool are remembered, so that a picture costs no garbage. One thread. */
final class PlaneInts {
    /** More memories than a pool has; beyond that the oldest is forgotten. */
    private static final int MOST = 8;

    private final ByteBuffer[] planes = new ByteBuffer[MOST];
    private final IntBuffer[] ints = new IntBuffer[MOST];
    private int oldest;

    /** The pixels of a plane as 0x??RRGGBB, by index; do not move its position. */
    IntBuffer of(ByteBuffer plane) {
        for (int i = 0; i < MOST; i++) {
            if (planes[i] == plane) {
                return ints[i];
            }
        }
        int place = oldest;
        oldest = (oldest + 1) % MOST;
        planes[place] = plane;
        ints[place] = plane.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        return ints[place];
    }

    /** Forgets all of them. */
    void clear() {
        java.util.Arrays.fill(planes, null);
        java.util.Arrays.fill(ints, null);
    }
}
