package dev.wavry.render.desktop.internal;

import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.input.InputSink;
import org.lwjgl.sdl.SDLEvents;
import org.lwjgl.sdl.SDLKeycode;
import org.lwjgl.sdl.SDLMouse;
import org.lwjgl.sdl.SDL_KeyboardEvent;
import org.lwjgl.sdl.SDL_MouseButtonEvent;
import org.lwjgl.sdl.SDL_MouseMotionEvent;
import org.lwjgl.sdl.SDL_MouseWheelEvent;
import org.lwjgl.sdl.SDL_WindowEvent;

/** Turns events of SDL into input for the far side. Belongs to PRESENT. */
final class InputTranslator {
    /** The last usage of the keyboard page (USB HID Usage Tables, page 7); SDL's own codes start behind it. */
    private static final int LAST_KEY_USAGE = 0xE7;

    private static final int LAST_BUTTON = 5;
    private static final float WHEEL_UNITS = 120;

    private final InputSink sink;
    private final Shortcuts shortcuts;
    private final InputEvent event = new InputEvent();
    private final boolean[] keysDown = new boolean[LAST_KEY_USAGE + 1];
    private final boolean[] buttonsDown = new boolean[LAST_BUTTON + 1];
    private final Layout layout = new Layout();
    private float density = 1;
    private long clockOffsetNanos;
    private long nowNanos;
    private boolean relative;
    private int lastX = -1;
    private int lastY = -1;
    private float restX;
    private float restY;
    private float wheelRestX;
    private float wheelRestY;

    InputTranslator(InputSink sink, Shortcuts shortcuts) {
        this.sink = sink;
        this.shortcuts = shortcuts;
    }

    /** What is true for the next events: where the picture lies and what SDL's clock is in ours. */
    void prepare(Layout now, float newDensity, long newNowNanos, long sdlNowNanos) {
        layout.set(now.pictureWidth, now.pictureHeight, now.windowWidth, now.windowHeight);
        density = newDensity;
        nowNanos = newNowNanos;
        clockOffsetNanos = newNowNanos - sdlNowNanos;
    }

    void relative(boolean on) {
        relative = on;
        restX = 0;
        restY = 0;
        lastX = -1;
    }

    /** True if it was something a person did. */
    boolean handle(long at) {
        // Events are stamped when they are read, and never later than now.
        long nanos = Math.min(nowNanos, SDL_WindowEvent.ntimestamp(at) + clockOffsetNanos);
        switch (SDL_WindowEvent.ntype(at)) {
            case SDLEvents.SDL_EVENT_KEY_DOWN -> keyDown(at, nanos);
            case SDLEvents.SDL_EVENT_KEY_UP -> keyUp(SDL_KeyboardEvent.nscancode(at), nanos);
            case SDLEvents.SDL_EVENT_MOUSE_MOTION -> motion(at, nanos);
            case SDLEvents.SDL_EVENT_MOUSE_BUTTON_DOWN, SDLEvents.SDL_EVENT_MOUSE_BUTTON_UP -> button(at, nanos);
            case SDLEvents.SDL_EVENT_MOUSE_WHEEL -> wheel(at, nanos);
            case SDLEvents.SDL_EVENT_WINDOW_FOCUS_LOST -> releaseAll(nanos);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void keyDown(long at, long nanos) {
        int usage = SDL_KeyboardEvent.nscancode(at);
        if (SDL_KeyboardEvent.nrepeat(at) || usage < 1 || usage > LAST_KEY_USAGE || shortcut(at)) {
            return;
        }
        keysDown[usage] = true;
        send(InputKind.KEY, usage, 1, nanos);
    }

    private void keyUp(int usage, long nanos) {
        if (usage >= 1 && usage <= LAST_KEY_USAGE && keysDown[usage]) {
            keysDown[usage] = false;
            send(InputKind.KEY, usage, 0, nanos);
        }
    }

    private boolean shortcut(long at) {
        int modifiers = SDL_KeyboardEvent.nmod(at) & 0xFFFF;
        if ((modifiers & SDLKeycode.SDL_KMOD_CTRL) == 0
                || (modifiers & SDLKeycode.SDL_KMOD_ALT) == 0
                || (modifiers & SDLKeycode.SDL_KMOD_SHIFT) == 0) {
            return false;
        }
        switch (Character.toLowerCase(SDL_KeyboardEvent.nkey(at))) {
            case SDLKeycode.SDLK_F -> shortcuts.toggleFullscreen();
            case SDLKeycode.SDLK_O -> shortcuts.toggleOverlay();
            case SDLKeycode.SDLK_M -> shortcuts.toggleRelativeMouse();
            case SDLKeycode.SDLK_Q -> shortcuts.askToClose();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void motion(long at, long nanos) {
        if (!relative) {
            point(SDL_MouseMotionEvent.nx(at), SDL_MouseMotionEvent.ny(at), nanos);
            return;
        }
        restX += SDL_MouseMotionEvent.nxrel(at);
        restY += SDL_MouseMotionEvent.nyrel(at);
        int dx = (int) restX;
        int dy = (int) restY;
        restX -= dx;
        restY -= dy;
        if (dx != 0 || dy != 0) {
            send(InputKind.MOTION, dx, dy, nanos);
        }
    }

    private void point(float windowX, float windowY, long nanos) {
        int x = layout.pictureX(windowX * density);
        int y = layout.pictureY(windowY * density);
        if (x != lastX || y != lastY) {
            lastX = x;
            lastY = y;
            send(InputKind.POINTER, x, y, nanos);
        }
    }

    private void button(long at, long nanos) {
        int button = SDL_MouseButtonEvent.nbutton(at);
        boolean down = SDL_MouseButtonEvent.ndown(at);
        if (button < 1 || button > LAST_BUTTON || buttonsDown[button] == down) {
            return;
        }
        if (!relative) {
            point(SDL_MouseButtonEvent.nx(at), SDL_MouseButtonEvent.ny(at), nanos);
        }
        buttonsDown[button] = down;
        send(InputKind.BUTTON, button, down ? 1 : 0, nanos);
    }

    private void wheel(long at, long nanos) {
        float sign = SDL_MouseWheelEvent.ndirection(at) == SDLMouse.SDL_MOUSEWHEEL_FLIPPED ? -WHEEL_UNITS : WHEEL_UNITS;
        wheelRestX += SDL_MouseWheelEvent.nx(at) * sign;
        wheelRestY += SDL_MouseWheelEvent.ny(at) * sign;
        int right = (int) wheelRestX;
        int away = (int) wheelRestY;
        wheelRestX -= right;
        wheelRestY -= away;
        if (right != 0 || away != 0) {
            send(InputKind.SCROLL, right, away, nanos);
        }
    }

    /** Lifts everything that is down: what happens to it elsewhere will not be told here. */
    void releaseAll(long nanos) {
        for (int usage = 1; usage <= LAST_KEY_USAGE; usage++) {
            keyUp(usage, nanos);
        }
        for (int button = 1; button <= LAST_BUTTON; button++) {
            if (buttonsDown[button]) {
                buttonsDown[button] = false;
                send(InputKind.BUTTON, button, 0, nanos);
            }
        }
    }

    private void send(InputKind kind, int a, int b, long nanos) {
        sink.input(event.set(kind, a, b, nanos));
    }
}
