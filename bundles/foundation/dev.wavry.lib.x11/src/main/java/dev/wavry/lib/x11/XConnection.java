package dev.wavry.lib.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to an X server that outlives the server: when the server dies the connection is {@link #isLost} and every further call is
 * harmless, instead of the process ending. One thread at a time, which may change.
 */
@ProviderType
public final class XConnection implements AutoCloseable {
    private final String name;
    private final long display;
    private final long root;
    private final Memory event = new Memory(Xlib.EVENT_BYTES);
    private final long eventAddress = Pointer.nativeValue(event);
    private volatile boolean lost;
    private volatile int errorCode;
    private volatile int errorRequest;
    private boolean closed;

    private XConnection(String name, long display) {
        this.name = name;
        this.display = display;
        this.root = Xlib.XRootWindow(display, Xlib.XDefaultScreen(display));
    }

    /**
     * Connects; may take long.
     *
     * @param name such as {@code :0}
     * @return null if no server answers or libX11 is not on this machine
     */
    public static @Nullable XConnection tryOpen(String name) {
        if (name.isBlank() || XLibraries.missing(Xlib.SONAME) != null) {
            return null;
        }
        long display = XErrors.open(name);
        if (display == 0) {
            return null;
        }
        XConnection connection = new XConnection(name, display);
        XErrors.watch(connection);
        return connection;
    }

    /** The name it was opened by. */
    public String name() {
        return name;
    }

    /** Xlib's {@code Display *}. */
    public long display() {
        return display;
    }

    /** Root window of the default screen. */
    public long root() {
        return root;
    }

    /** The socket, for waiting. */
    public int descriptor() {
        return Xlib.XConnectionNumber(display);
    }

    /** True once the server is gone. Any thread. */
    public boolean isLost() {
        return lost;
    }

    /** Reads what the socket has and says how many events wait; 0 after the server went. */
    public int eventsQueued() {
        return lost ? 0 : Xlib.XEventsQueued(display, Xlib.QUEUED_AFTER_READING);
    }

    /** Takes one event that {@link #eventsQueued} announced; the same memory each time. */
    public Pointer nextEvent() {
        Xlib.XNextEvent(display, eventAddress);
        return event;
    }

    /** Address of the memory of {@link #nextEvent}. */
    public long eventAddress() {
        return eventAddress;
    }

    /** Waits until the server did everything asked so far and answers what it refused, see {@link #takeError}. */
    public int sync() {
        Xlib.XSync(display, 0);
        return takeError();
    }

    /** Code of the last request the server refused since the last call, 0 if none. */
    public int takeError() {
        int code = errorCode;
        errorCode = 0;
        return code;
    }

    /** Major opcode of the request that {@link #takeError} told of. */
    public int errorRequest() {
        return errorRequest;
    }

    void refused(int code, int request) {
        errorRequest = request;
        errorCode = code;
    }

    void lost() {
        lost = true;
    }

    /** Frees everything the server and Xlib hold for it; idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Xlib.XCloseDisplay(display);
            XErrors.forget(this);
        }
    }
}
