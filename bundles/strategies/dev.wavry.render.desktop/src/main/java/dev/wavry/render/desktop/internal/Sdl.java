package dev.wavry.render.desktop.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.sdl.SDLError;
import org.lwjgl.sdl.SDLEvents;
import org.lwjgl.sdl.SDLHints;
import org.lwjgl.sdl.SDLInit;
import org.lwjgl.sdl.SDLStdinc;
import org.lwjgl.sdl.SDLVideo;
import org.lwjgl.sdl.SDL_Event;
import org.lwjgl.sdl.SDL_WindowEvent;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryUtil;

/** The part of SDL that belongs to the process: its lock, its start and end, and its one queue of events. */
final class Sdl {
    /**
     * Guards every call to SDL. The class object of the binding is shared by all bundles that use it, so that an old and a new
     * version of this bundle exclude each other while one hands over to the other.
     */
    static final Object LOCK = SDLVideo.class;

    static {
        // It reads each library once more, 50 ms of the first start, and only to print a line if it is of another
        // version. Ours come
        // out of one bundle with their classes, and what was unpacked earlier is compared with them by checksum all the
        // same.
        Configuration.DISABLE_HASH_CHECKS.set(true);
    }

    private static final List<EventQueue> QUEUES = new ArrayList<>();
    private static long scratch;
    private static boolean lost;

    private Sdl() {}

    /** Counted by SDL: each start needs one {@link #stop}. Null if it worked, else SDL's reason. */
    static @Nullable String start(String display) {
        synchronized (LOCK) {
            if (lost) {
                return "the display was lost; start the program again";
            }
            if (!display.isEmpty()) {
                // Xlib asks the C library's environment, which Java cannot change.
                SDLStdinc.SDL_setenv_unsafe("DISPLAY", display, 1);
            }
            SDLHints.SDL_SetHint(SDLHints.SDL_HINT_NO_SIGNAL_HANDLERS, "1");
            SDLHints.SDL_SetHint(SDLHints.SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
            SDLHints.SDL_SetHint(SDLHints.SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
            // Else a window surface is drawn through OpenGL, which costs 13 ms a picture without a graphics card.
            SDLHints.SDL_SetHint(SDLHints.SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
            SDLInit.SDL_SetAppMetadata("Wavry", null, "dev.wavry.viewer");
            return SDLInit.SDL_InitSubSystem(SDLInit.SDL_INIT_VIDEO) ? null : SDLError.SDL_GetError();
        }
    }

    static void stop() {
        synchronized (LOCK) {
            SDLInit.SDL_QuitSubSystem(SDLInit.SDL_INIT_VIDEO);
        }
    }

    /**
     * In place of {@link #stop} after the display went away: SDL would close a second connection of its own, and Xlib would end
     * the process over that.
     */
    static void abandon() {
        synchronized (LOCK) {
            lost = true;
        }
    }

    static void register(EventQueue queue) {
        synchronized (LOCK) {
            if (scratch == 0) {
                scratch = MemoryUtil.nmemAlloc(SDL_Event.SIZEOF);
            }
            QUEUES.add(queue);
        }
    }

    static void unregister(EventQueue queue) {
        synchronized (LOCK) {
            QUEUES.remove(queue);
            if (QUEUES.isEmpty() && scratch != 0) {
                MemoryUtil.nmemFree(scratch);
                scratch = 0;
            }
        }
    }

    /** Reads what the display sent and sorts it by window; wakes the owners of other windows than the caller's. */
    static void pump(EventQueue caller) {
        synchronized (LOCK) {
            SDLEvents.SDL_PumpEvents();
            while (SDLEvents.nSDL_PollEvent(scratch)) {
                // The window id is at the same place in every event that concerns a window.
                int window = SDL_WindowEvent.nwindowID(scratch);
                for (int i = 0; i < QUEUES.size(); i++) {
                    EventQueue queue = QUEUES.get(i);
                    if (queue.windowId() == window) {
                        queue.add(scratch);
                        if (queue != caller) {
                            queue.wakeOwner();
                        }
                    }
                }
            }
        }
    }
}
