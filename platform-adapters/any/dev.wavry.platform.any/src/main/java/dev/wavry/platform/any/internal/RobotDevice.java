package dev.wavry.platform.any.internal;

import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputEvent;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.PointerInfo;
import java.awt.Robot;
import java.util.BitSet;

/** Keyboard and pointer by a robot. */
final class RobotDevice implements InputDevice {
    private static final int NOTCH = 120;

    private final Robot robot;
    private final CaptureTarget target;
    private final BitSet keysDown = new BitSet();
    private final BitSet buttonsDown = new BitSet();
    private int scrolled;
    private boolean closed;

    RobotDevice(Robot robot, CaptureTarget target) {
        this.robot = robot;
        this.target = target;
    }

    @Override
    public void inject(InputEvent event) {
        if (closed) {
            return;
        }
        switch (event.kind()) {
            case KEY -> key(VirtualKeys.of(event.a()), event.b() != 0);
            case POINTER -> point(event.a(), event.b());
            case MOTION -> move(event.a(), event.b());
            case BUTTON -> button(event.a(), event.b() != 0);
            case SCROLL -> scroll(event.b());
            case TEXT -> {
                // Not accepted, see the injector.
            }
        }
    }

    private void key(int virtualKey, boolean down) {
        if (virtualKey == 0 || keysDown.get(virtualKey) == down) {
            return;
        }
        try {
            if (down) {
                robot.keyPress(virtualKey);
            } else {
                robot.keyRelease(virtualKey);
            }
            keysDown.set(virtualKey, down);
        } catch (IllegalArgumentException notOnThisKeyboard) {
            // The layout has no such key, so nothing can be pressed.
        }
    }

    private void point(int x, int y) {
        int within = Math.max(0, Math.min(target.width() - 1, x));
        int below = Math.max(0, Math.min(target.height() - 1, y));
        robot.mouseMove(target.x() + within, target.y() + below);
    }

    private void move(int dx, int dy) {
        PointerInfo info = MouseInfo.getPointerInfo();
        if (info != null) {
            Point now = info.getLocation();
            robot.mouseMove(now.x + dx, now.y + dy);
        }
    }

    private void button(int number, boolean down) {
        if (number < 1 || number > 5 || buttonsDown.get(number) == down) {
            return;
        }
        // AWT counts as we do: left, middle, right, then the others.
        int mask = java.awt.event.InputEvent.getMaskForButton(number);
        try {
            if (down) {
                robot.mousePress(mask);
            } else {
                robot.mouseRelease(mask);
            }
            buttonsDown.set(number, down);
        } catch (IllegalArgumentException notOnThisMouse) {
            // The mouse has no such button.
        }
    }

    private void scroll(int up) {
        scrolled += up;
        int notches = scrolled / NOTCH;
        scrolled -= notches * NOTCH;
        if (notches != 0) {
            robot.mouseWheel(-notches);
        }
    }

    @Override
    public void releaseAll() {
        for (int key = keysDown.nextSetBit(0); key >= 0; key = keysDown.nextSetBit(key + 1)) {
            key(key, false);
        }
        for (int button = buttonsDown.nextSetBit(0); button >= 0; button = buttonsDown.nextSetBit(button + 1)) {
            button(button, false);
        }
    }

    @Override
    public void beginDrain() {
        releaseAll();
    }

    @Override
    public void close() {
        if (!closed) {
            releaseAll();
            closed = true;
        }
    }
}
