package dev.wavry.buffer;

import dev.wavry.spi.media.VideoFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of pools that were closed, for pools that are opened: parts that replace one another then need no new memory, which would have to
 * be found and zeroed in front of a picture and would lie about until a collection. Safe from any thread.
 */
final class Spares {
    /** Of this process, because a part and the one that replaces it share nothing else. */
    static final Spares SHARED = new Spares(48L << 20);

    private final long mostBytes;
    private final List<Spare> spares = new ArrayList<>();
    private long bytes;

    private record Spare(VideoFormat format, ByteBuffer[] planes) {
        long bytes() {
            long sum = 0;
            for (ByteBuffer plane : planes) {
                sum += plane.capacity();
            }
            return sum;
        }
    }

    /** @param mostBytes the oldest go to the collector beyond that */
    Spares(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Planes for pictures of this format, or null; whatever they held before is still in them. */
    synchronized ByteBuffer @Nullable [] take(VideoFormat format) {
        for (int i = spares.size() - 1; i >= 0; i--) {
            if (spares.get(i).format.equals(format)) {
                Spare found = spares.remove(i);
                bytes -= found.bytes();
                return found.planes;
            }
        }
        return null;
    }

    /** Nobody uses these any more. */
    synchronized void give(VideoFormat format, ByteBuffer[] planes) {
        Spare fresh = new Spare(format, planes);
        spares.add(fresh);
        bytes += fresh.bytes();
        while (bytes > mostBytes) {
            bytes -= spares.remove(0).bytes();
        }
    }
}
