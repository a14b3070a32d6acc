package dev.wavry.render.desktop.internal;

import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLProperties;
import org.lwjgl.sdl.SDLVideo;
import org.lwjgl.system.APIUtil;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.SharedLibrary;

/**
 * Polls the socket of SDL's X connection together with an eventfd. Xlib may read events from the socket while it waits for the
 * answer to a request of another thread; whoever made the request looks at Xlib's queue afterwards and wakes the poll.
 */
final class X11Wait implements DisplayWait {
    // Constants of Linux and Xlib headers.
    private static final int EFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final short POLLIN = 1;
    private static final int POLLERR_HUP_NVAL = 8 | 16 | 32;
    private static final int POLLFD_BYTES = 8;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_REVENTS = 6;
    private static final int QUEUED_ALREADY = 0;
    private static final int QUEUED_AFTER_READING = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long display;
    private final long eventsQueued;
    private final long ppoll;
    private final long read;
    private final long write;
    private final long closeFunction;
    /** Two pollfd, a timespec, eight bytes to read into, eight bytes that are the number 1. */
    private final long memory = MemoryUtil.nmemCalloc(1, 2 * POLLFD_BYTES + 32);

    private final Object waking = new Object();
    private int eventFd;
    private volatile boolean broken;

    private X11Wait(long display, SharedLibrary x11, SharedLibrary c) {
        this.display = display;
        eventsQueued = APIUtil.apiGetFunctionAddress(x11, "XEventsQueued");
        ppoll = APIUtil.apiGetFunctionAddress(c, "ppoll");
        read = APIUtil.apiGetFunctionAddress(c, "read");
        write = APIUtil.apiGetFunctionAddress(c, "write");
        closeFunction = APIUtil.apiGetFunctionAddress(c, "close");
        eventFd = JNI.invokeI(0, EFD_NONBLOCK_CLOEXEC, APIUtil.apiGetFunctionAddress(c, "eventfd"));
        MemoryUtil.memPutInt(memory, JNI.invokePI(display, APIUtil.apiGetFunctionAddress(x11, "XConnectionNumber")));
        MemoryUtil.memPutShort(memory + POLLFD_EVENTS, POLLIN);
        MemoryUtil.memPutInt(memory + POLLFD_BYTES, eventFd);
        MemoryUtil.memPutShort(memory + POLLFD_BYTES + POLLFD_EVENTS, POLLIN);
        MemoryUtil.memPutLong(one(), 1);
        surviveLoss(x11, c);
    }

    /**
     * When the X server goes away Xlib ends the process twice over: in the handler of the process, and in the one of the display
     * (libX11 1.7 and later, without which nothing can be done). A C function without arguments and effects takes the place of
     * both, and the poll reports the loss. Other displays of the process keep their own ends.
     */
    private void surviveLoss(SharedLibrary x11, SharedLibrary c) {
        long setExitHandler = APIUtil.apiGetFunctionAddressOptional(x11, "XSetIOErrorExitHandler");
        if (setExitHandler != 0) {
            long nothing = APIUtil.apiGetFunctionAddress(c, "getpid");
            JNI.invokePPPV(display, nothing, 0, setExitHandler);
            JNI.invokePP(nothing, APIUtil.apiGetFunctionAddress(x11, "XSetIOErrorHandler"));
        }
    }

    /** Null if the window is not on an X display. Under {@link Sdl#LOCK}. */
    static @Nullable DisplayWait of(long window) {
        long display = SDLProperties.SDL_GetPointerProperty(
                SDLVideo.SDL_GetWindowProperties(window), SDLVideo.SDL_PROP_WINDOW_X11_DISPLAY_POINTER, 0);
        if (display == 0) {
            return null;
        }
        try {
            return new X11Wait(display, APIUtil.apiCreateLibrary("libX11.so.6"), APIUtil.apiCreateLibrary("libc.so.6"));
        } catch (UnsatisfiedLinkError | NullPointerException e) {
            // Not Linux: X servers exist elsewhere too, eventfd does not.
            return null;
        }
    }

    private long timespec() {
        return memory + 2 * POLLFD_BYTES;
    }

    private long eaten() {
        return timespec() + 16;
    }

    private long one() {
        return timespec() + 24;
    }

    @Override
    public boolean hasUnseen(boolean readSocket) {
        return JNI.invokePI(display, readSocket ? QUEUED_AFTER_READING : QUEUED_ALREADY, eventsQueued) > 0;
    }

    @Override
    public void await(long maxNanos) {
        MemoryUtil.memPutLong(timespec(), maxNanos / NANOS_PER_SECOND);
        MemoryUtil.memPutLong(timespec() + 8, maxNanos % NANOS_PER_SECOND);
        if (JNI.invokePPPPI(memory, 2, timespec(), 0, ppoll) > 0) {
            JNI.invokePPI(eventFd, eaten(), 8L, read);
            broken |= (MemoryUtil.memGetShort(memory + POLLFD_REVENTS) & POLLERR_HUP_NVAL) != 0;
        }
    }

    @Override
    public boolean isBroken() {
        return broken;
    }

    @Override
    public void wake() {
        synchronized (waking) {
            if (eventFd >= 0) {
                JNI.invokePPI(eventFd, one(), 8L, write);
            }
        }
    }

    @Override
    public void close() {
        synchronized (waking) {
            if (eventFd >= 0) {
                JNI.invokeI(eventFd, closeFunction);
                eventFd = -1;
                MemoryUtil.nmemFree(memory);
            }
        }
    }
}
