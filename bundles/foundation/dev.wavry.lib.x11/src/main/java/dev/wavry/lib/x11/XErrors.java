package dev.wavry.lib.x11;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Xlib from ending the process. Xlib's own handlers call {@code exit} when a request is refused or a server dies; these
 * note it on the {@link XConnection} instead and pass on what belongs to connections of others (AWT, SDL).
 */
final class XErrors {
    private static final Map<Long, XConnection> CONNECTIONS = new ConcurrentHashMap<>();
    private static final ThreadLocal<Boolean> OPENING = ThreadLocal.withInitial(() -> false);
    private static final ThreadLocal<Boolean> PASSING_ON = ThreadLocal.withInitial(() -> false);

    private static final ErrorHandler ON_ERROR = XErrors::error;
    private static final IoErrorHandler ON_IO_ERROR = XErrors::ioError;
    /** Xlib holds the user's lock of the display for the thread that met the error and leaves it so: nobody else could even close it. */
    private static final ExitHandler ON_EXIT = (display, data) -> XUnlockDisplay(display);

    private static final @Nullable Function SET_EXIT_HANDLER = exitHandlerSetter();

    private static volatile @Nullable Pointer otherError;
    private static volatile @Nullable Pointer otherIoError;

    static {
        XLibraries.bind(XErrors.class, Xlib.SONAME);
        keepForEver(List.of(ON_ERROR, ON_IO_ERROR, ON_EXIT));
    }

    private XErrors() {}

    /** {@code XErrorHandler}. */
    interface ErrorHandler extends Callback {
        int invoke(long display, Pointer event);
    }

    /** {@code XIOErrorHandler}. */
    interface IoErrorHandler extends Callback {
        int invoke(long display);
    }

    /** {@code XIOErrorExitHandler}. */
    interface ExitHandler extends Callback {
        void invoke(long display, long data);
    }

    private static native @Nullable Pointer XSetErrorHandler(ErrorHandler handler);

    private static native @Nullable Pointer XSetIOErrorHandler(IoErrorHandler handler);

    private static native void XUnlockDisplay(long display);

    /** Opens a display with the handlers in place; 0 if nobody answers. */
    static synchronized long open(String name) {
        otherError = unlessOurs(XSetErrorHandler(ON_ERROR), otherError, ON_ERROR);
        otherIoError = unlessOurs(XSetIOErrorHandler(ON_IO_ERROR), otherIoError, ON_IO_ERROR);
        OPENING.set(true);
        try {
            return Xlib.XOpenDisplay(name);
        } finally {
            OPENING.remove();
        }
    }

    /** From now on errors of the connection are its own. */
    static void watch(XConnection connection) {
        CONNECTIONS.put(connection.display(), connection);
        Function setter = SET_EXIT_HANDLER;
        if (setter != null) {
            setter.invokeVoid(new Object[] {connection.display(), ON_EXIT, 0L});
        }
    }

    /** Forgets a connection, after it was closed; its address may be another's by now. */
    static void forget(XConnection connection) {
        CONNECTIONS.remove(connection.display(), connection);
    }

    private static int error(long display, Pointer event) {
        XConnection connection = CONNECTIONS.get(display);
        if (connection != null) {
            connection.refused(event.getByte(32) & 0xff, event.getByte(33) & 0xff);
        } else {
            passOn(otherError, display, event);
        }
        return 0;
    }

    private static int ioError(long display) {
        XConnection connection = CONNECTIONS.get(display);
        if (connection == null && !OPENING.get()) {
            passOn(otherIoError, display, null);
            return 0;
        }
        if (connection != null) {
            connection.lost();
        }
        if (connection == null || SET_EXIT_HANDLER == null) {
            stayForEver();
        }
        return 0;
    }

    /** Returning would end the process (libX11 before 1.7, or a server that died while it was being opened): this thread is lost. */
    private static void stayForEver() {
        while (true) {
            LockSupport.park();
        }
    }

    /** Xlib keeps the addresses of handlers as long as the process lives, and hooks are what the process keeps as long. */
    private static void keepForEver(List<Callback> handlers) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(handlers::size, "x11-handlers"));
        } catch (IllegalStateException endingAnyway) {
            // The process ends before the class loader can.
        }
    }

    private static void passOn(@Nullable Pointer handler, long display, @Nullable Pointer event) {
        // Others may pass on to us what we passed on to them.
        if (handler == null || PASSING_ON.get()) {
            return;
        }
        PASSING_ON.set(true);
        try {
            Function.getFunction(handler).invokeInt(new Object[] {display, event});
        } finally {
            PASSING_ON.remove();
        }
    }

    private static @Nullable Pointer unlessOurs(@Nullable Pointer found, @Nullable Pointer before, Callback ours) {
        return found == null || found.equals(CallbackReference.getFunctionPointer(ours)) ? before : found;
    }

    private static @Nullable Function exitHandlerSetter() {
        try {
            return NativeLibrary.getInstance(Xlib.SONAME).getFunction("XSetIOErrorExitHandler");
        } catch (UnsatisfiedLinkError before17) {
            return null;
        }
    }
}
