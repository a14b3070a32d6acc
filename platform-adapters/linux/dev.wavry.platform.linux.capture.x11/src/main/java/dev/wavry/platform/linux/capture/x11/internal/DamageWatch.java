package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xdamage;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.media.Region;

/**
 * Learns what was drawn. The server tells each newly damaged rectangle once until it is subtracted: no round trip is needed to
 * know the rectangles, and damage that nobody grabs (a late picture, another monitor) stays silent.
 */
final class DamageWatch implements AutoCloseable {
    private final XConnection connection;
    private final CaptureTarget target;
    private final int eventType;
    private final long damage;
    private final Region one = new Region();

    private DamageWatch(XConnection connection, CaptureTarget target, int eventType) {
        this.connection = connection;
        this.target = target;
        this.eventType = eventType;
        this.damage = Xdamage.XDamageCreate(connection.display(), connection.root(), Xdamage.DELTA_RECTANGLES);
    }

    static DamageWatch open(XConnection connection, CaptureTarget target) throws CannotOpenException {
        try (Memory out = new Memory(8)) {
            long a = Pointer.nativeValue(out);
            if (Xdamage.XDamageQueryExtension(connection.display(), a, a + 4) == 0) {
                throw new CannotOpenException(
                        Reason.UNSUPPORTED,
                        "The X server at '" + connection.name() + "' does not tell what changes (no DAMAGE extension)",
                        "Enable the extension (Xvfb: +extension DAMAGE)");
            }
            return new DamageWatch(connection, target, out.getInt(0));
        }
    }

    boolean isMine(int type) {
        return type == eventType;
    }

    /** Adds the event's rectangle as far as it is on the monitor; false if it is not. */
    boolean collect(Pointer event, Region into) {
        int x = event.getShort(Xdamage.EVENT_AREA) - target.x();
        int y = event.getShort(Xdamage.EVENT_AREA + 2) - target.y();
        int width = event.getShort(Xdamage.EVENT_AREA + 4) & 0xffff;
        int height = event.getShort(Xdamage.EVENT_AREA + 6) & 0xffff;
        one.clear().add(x, y, width, height).clip(target.width(), target.height());
        into.addAll(one);
        return !one.isEmpty();
    }

    /** Declares everything damaged so far as about to be grabbed; goes out with the next request. */
    void subtract() {
        Xdamage.XDamageSubtract(connection.display(), damage, 0, 0);
    }

    @Override
    public void close() {
        Xdamage.XDamageDestroy(connection.display(), damage);
    }
}
