package dev.wavry.lab;

import dev.wavry.lib.x11.WakeableWait;
import dev.wavry.lib.x11.XConnection;
import java.time.Duration;

/** A program with a window that sees clicks and answers each by filling itself with a colour, on a thread and connection of its own. */
public final class ClickTarget implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final Screen screen;
    private final long display;
    private final long window;
    private final int width;
    private final int height;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile int nextColour;
    private volatile long clickedNanos;

    /** Opens the window. */
    public ClickTarget(String displayName, int x, int y, int width, int height) {
        this.width = width;
        this.height = height;
        screen = new Screen(displayName);
        XConnection connection = screen.connection();
        display = connection.display();
        window = Xdraw.XCreateSimpleWindow(display, connection.root(), x, y, width, height, 0, 0, 0x808080);
        Xdraw.XSelectInput(display, window, Xdraw.BUTTON_PRESS_MASK);
        Xdraw.XMapRaised(display, window);
        connection.sync();
        thread = new Thread(this::watch, "click-target");
        thread.start();
    }

    private void watch() {
        XConnection connection = screen.connection();
        try (WakeableWait wait = new WakeableWait(connection.descriptor())) {
            while (!stopping && !connection.isLost()) {
                if (connection.eventsQueued() == 0) {
                    wait.await(LOOK_NANOS);
                } else if (connection.nextEvent().getInt(0) == Xdraw.BUTTON_PRESS) {
                    long now = System.nanoTime();
                    Xdraw.XSetForeground(display, screen.graphics(), nextColour);
                    Xdraw.XFillRectangle(display, window, screen.graphics(), 0, 0, width, height);
                    connection.sync();
                    clickedNanos = now;
                }
            }
        }
    }

    /** Sets what the next click paints and forgets the last click. */
    public void arm(int rgb) {
        nextColour = rgb;
        clickedNanos = 0;
    }

    /** When the click after {@link #arm} was seen, by {@link System#nanoTime}; 0 before. */
    public long clickedNanos() {
        return clickedNanos;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        screen.close();
    }
}
