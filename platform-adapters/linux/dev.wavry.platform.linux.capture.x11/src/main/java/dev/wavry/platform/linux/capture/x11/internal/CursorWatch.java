package dev.wavry.platform.linux.capture.x11.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xfixes;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CursorSink;

/** Follows the pointer. */
final class CursorWatch {
    /** How often the pointer is looked for while pictures flow: programs may move it without any motion event. */
    private static final long LOOK_NANOS = 50_000_000L;

    /** Not at once after a picture: asking the server takes a processor from those who show it. */
    private static final long AFTER_NANOS = 2_500_000L;

    private final XConnection connection;
    private final CaptureTarget target;
    private final CursorSink sink;
    private final int cursorEvent;
    private final RawMotion motion;
    private final Memory out = new Memory(64);
    private final long outAddress = Pointer.nativeValue(out);
    private boolean shapeDirty = true;
    private boolean moveDirty = true;
    private boolean visible = true;
    private boolean wasVisible;
    private long lookedNanos;
    private long lookAtNanos = Long.MAX_VALUE;
    private int x = Integer.MIN_VALUE;
    private int y = Integer.MIN_VALUE;

    CursorWatch(XConnection connection, CaptureTarget target, CursorSink sink) {
        this.connection = connection;
        this.target = target;
        this.sink = sink;
        this.motion = RawMotion.select(connection);
        int first = 0;
        if (Xfixes.XFixesQueryExtension(connection.display(), outAddress, outAddress + 4) != 0) {
            first = out.getInt(0);
            out.setInt(0, 5);
            out.setInt(4, 0);
            Xfixes.XFixesQueryVersion(connection.display(), outAddress, outAddress + 4);
            Xfixes.XFixesSelectCursorInput(connection.display(), connection.root(), Xfixes.CURSOR_NOTIFY_MASK);
        }
        this.cursorEvent = first == 0 ? -1 : first + Xfixes.CURSOR_NOTIFY;
    }

    /** Notes an event; false if it is not about the pointer. */
    boolean note(int type, Pointer event) {
        if (type == cursorEvent) {
            shapeDirty = true;
            moveDirty = true;
            return true;
        }
        if (motion.isMine(type, event)) {
            moveDirty = true;
            return true;
        }
        return false;
    }

    /** Tells the sink what changed. */
    void update(long nowNanos, boolean pictureBefore) {
        if (shapeDirty) {
            shapeDirty = false;
            tellShape();
        }
        if (pictureBefore && lookAtNanos == Long.MAX_VALUE) {
            lookAtNanos = Math.max(nowNanos + AFTER_NANOS, lookedNanos + LOOK_NANOS);
        }
        if (moveDirty || nowNanos >= lookAtNanos) {
            moveDirty = false;
            lookAtNanos = Long.MAX_VALUE;
            lookedNanos = nowNanos;
            tellPlace();
        }
    }

    /** When {@link #update} wants to be called although nothing happens. */
    long lookAtNanos() {
        return lookAtNanos;
    }

    private void tellShape() {
        long image = cursorEvent < 0 ? 0 : Xfixes.XFixesGetCursorImage(connection.display());
        if (image != 0) {
            CursorPicture picture = CursorPicture.read(new Pointer(image));
            Xlib.XFree(image);
            visible = picture.visible();
            sink.shape(picture.shape());
        }
    }

    private void tellPlace() {
        int here = Xlib.XQueryPointer(
                connection.display(),
                connection.root(),
                outAddress,
                outAddress + 8,
                outAddress + 16,
                outAddress + 20,
                outAddress + 24,
                outAddress + 28,
                outAddress + 32);
        if (here == 0 || connection.isLost()) {
            return;
        }
        int nowX = out.getInt(16) - target.x();
        int nowY = out.getInt(20) - target.y();
        if (nowX != x || nowY != y || visible != wasVisible) {
            x = nowX;
            y = nowY;
            wasVisible = visible;
            sink.moved(x, y, visible);
        }
    }
}
