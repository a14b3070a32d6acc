package dev.wavry.rift.internal;

import dev.wavry.rift.VideoHeader;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import java.nio.ByteBuffer;

/**
 * The header of a frame as it travels: behind the payload, so that the time of sending can be written when the last packet leaves.
 *
 * <pre>rectangles 8 each | changed u64 | captured, converted, encoded u24 | rectangles u8 | sent u24</pre>
 */
final class VideoTrailer {
    static final int FIXED_BYTES = 8 + 9 + 1 + 3;
    static final int MAX_BYTES = FIXED_BYTES + 8 * Region.MAX_RECTANGLES;
    static final int SENT_BYTES = 3;
    private static final int UNKNOWN = 0xffffff;
    private static final Stage[] STAGES = Stage.values();
    private static final int CAPTURED = Stage.CAPTURED.ordinal();
    private static final int ENCODED = Stage.ENCODED.ordinal();

    private VideoTrailer() {}

    static int bytes(VideoHeader header) {
        return FIXED_BYTES + 8 * header.damage().count();
    }

    static void write(VideoHeader header, ByteBuffer out) {
        Region damage = header.damage();
        for (int i = 0; i < damage.count(); i++) {
            out.putShort(u16(damage.x(i))).putShort(u16(damage.y(i)));
            out.putShort(u16(damage.width(i))).putShort(u16(damage.height(i)));
        }
        long changed = header.nanos(Stage.CHANGED) / 1000;
        out.putLong(changed);
        for (int stage = CAPTURED; stage <= ENCODED; stage++) {
            int at = out.position();
            out.position(at + 3);
            Frames.putU24(out, at, delta(changed, header.nanos(STAGES[stage])));
        }
        out.put((byte) damage.count());
        int at = out.position();
        out.position(at + 3);
        Frames.putU24(out, at, UNKNOWN);
    }

    private static short u16(int value) {
        return (short) Math.max(0, Math.min(0xffff, value));
    }

    private static int delta(long changedMicros, long nanos) {
        if (nanos == 0 || changedMicros == 0) {
            return UNKNOWN;
        }
        return (int) Math.max(0, Math.min(UNKNOWN - 1, nanos / 1000 - changedMicros));
    }

    /** Writes the time of sending at {@code at}, the last three bytes of the trailer. */
    static void stampSent(ByteBuffer frame, int at, long changedMicros, long now) {
        Frames.putU24(frame, at, delta(changedMicros, now));
    }

    /** Reads the trailer in front of {@code end}; the length of the payload in front of it, or -1 if it is malformed. */
    static int read(ByteBuffer frame, int end, VideoHeader into) {
        if (end < FIXED_BYTES) {
            return -1;
        }
        int at = end - FIXED_BYTES;
        int count = frame.get(at + 17) & 0xff;
        int payload = at - 8 * count;
        if (count > Region.MAX_RECTANGLES || payload < 0) {
            return -1;
        }
        Region damage = into.damage().clear();
        for (int i = 0; i < count; i++) {
            int r = payload + 8 * i;
            damage.add(
                    frame.getShort(r) & 0xffff,
                    frame.getShort(r + 2) & 0xffff,
                    frame.getShort(r + 4) & 0xffff,
                    frame.getShort(r + 6) & 0xffff);
        }
        long changed = frame.getLong(at);
        into.nanos(Stage.CHANGED, changed * 1000);
        for (int stage = CAPTURED; stage <= ENCODED; stage++) {
            into.nanos(STAGES[stage], absolute(changed, Frames.u24(frame, at + 8 + 3 * (stage - CAPTURED))));
        }
        into.nanos(Stage.SENT, absolute(changed, Frames.u24(frame, end - SENT_BYTES)));
        return payload;
    }

    private static long absolute(long changed, int delta) {
        return delta == UNKNOWN ? 0 : (changed + delta) * 1000;
    }
}
