package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xrandr;
import dev.wavry.spi.capture.CaptureTarget;
import org.jspecify.annotations.Nullable;

/** Learns that monitors moved, changed their size or went away. */
final class LayoutWatch {
    private static final int NEVER = Integer.MIN_VALUE;

    private final XConnection connection;
    private final CaptureTarget target;
    private final int firstEvent;
    private boolean dirty;

    LayoutWatch(XConnection connection, CaptureTarget target) {
        this.connection = connection;
        this.target = target;
        try (Memory out = new Memory(8)) {
            long a = Pointer.nativeValue(out);
            boolean here = Xrandr.XRRQueryExtension(connection.display(), a, a + 4) != 0;
            firstEvent = here ? out.getInt(0) : NEVER;
            if (here) {
                Xrandr.XRRSelectInput(connection.display(), connection.root(), Xrandr.ALL_CHANGES_MASK);
            }
        }
    }

    boolean isMine(int type) {
        return firstEvent != NEVER
                && (type == firstEvent + Xrandr.SCREEN_CHANGE_NOTIFY || type == firstEvent + Xrandr.NOTIFY);
    }

    /** Takes an event of its own. */
    void note(long eventAddress) {
        Xrandr.XRRUpdateConfiguration(eventAddress);
        dirty = true;
    }

    /** What became of the monitor since the last call, null if nothing. */
    @Nullable
    String change() {
        if (!dirty) {
            return null;
        }
        dirty = false;
        for (CaptureTarget now : Monitors.read(connection)) {
            if (now.id().equals(target.id())) {
                return samePlace(now) ? null : "the screen '" + target.id() + "' is " + place(now) + " now";
            }
        }
        return "the screen '" + target.id() + "' is gone";
    }

    /** True if every pixel of the monitor's old place still exists, so that it can be captured until somebody re-opens. */
    boolean oldPlaceExists() {
        int[] size = Monitors.screenSize(connection);
        return target.x() + target.width() <= size[0] && target.y() + target.height() <= size[1];
    }

    private boolean samePlace(CaptureTarget now) {
        return now.x() == target.x()
                && now.y() == target.y()
                && now.width() == target.width()
                && now.height() == target.height();
    }

    private static String place(CaptureTarget target) {
        return target.width() + "x" + target.height() + " at " + target.x() + "," + target.y();
    }
}
