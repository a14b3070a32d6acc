package dev.wavry.lab;

import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A window that shows a new picture at a steady rate, on a thread and connection of its own. Each picture appears as a whole, by one copy,
 * and carries its number as a {@link FrameCode} in its upper left corner.
 */
public final class MovingWindow implements AutoCloseable {
    private static final int RING = 1 << 16;

    private final Film film;
    private final int x;
    private final int y;
    private final long periodNanos;
    private final AtomicLongArray paintedNanos = new AtomicLongArray(RING);
    private final Screen screen;
    private final long display;
    private final long window;
    private final long back;
    private final Thread painter;
    private volatile boolean stopping;
    private volatile int painted;

    /** Opens the window and starts. */
    public MovingWindow(String displayName, Film film, int x, int y, int picturesPerSecond) {
        this.film = film;
        this.x = x;
        this.y = y;
        this.periodNanos = 1_000_000_000L / picturesPerSecond;
        screen = new Screen(displayName);
        XConnection connection = screen.connection();
        display = connection.display();
        int depth = Xlib.XDefaultDepth(display, Xlib.XDefaultScreen(display));
        window = Xdraw.XCreateSimpleWindow(display, connection.root(), x, y, film.width(), film.height(), 0, 0, 0);
        Xdraw.XMapRaised(display, window);
        back = Xdraw.XCreatePixmap(display, window, film.width(), film.height(), depth);
        film.upload(screen, window, depth);
        connection.sync();
        painter = new Thread(this::paint, "moving-window");
        painter.start();
    }

    private void paint() {
        Clock.sharpNaps();
        long next = System.nanoTime();
        while (!stopping) {
            int number = painted + 1;
            film.draw(display, screen.graphics(), back, number);
            code(number);
            Xdraw.XCopyArea(display, back, window, screen.graphics(), 0, 0, film.width(), film.height(), 0, 0);
            screen.connection().sync();
            paintedNanos.set(number & RING - 1, System.nanoTime());
            painted = number;
            next += periodNanos;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void code(int number) {
        for (int cell = 0; cell < FrameCode.CELLS; cell++) {
            Xdraw.XSetForeground(display, screen.graphics(), FrameCode.white(number, cell) ? 0xffffff : 0);
            Xdraw.XFillRectangle(
                    display, back, screen.graphics(), cell * FrameCode.CELL, 0, FrameCode.CELL, FrameCode.CELL);
        }
    }

    /** Whether a rectangle of the display touches the window. */
    public boolean touches(int left, int top, int width, int height) {
        return left < x + film.width() && left + width > x && top < y + film.height() && top + height > y;
    }

    /** Left edge of the code. */
    public int codeX() {
        return x;
    }

    /** A row through the middle of the code. */
    public int codeY() {
        return y + FrameCode.CELL / 2;
    }

    /** When the picture with this code was finished, by {@link System#nanoTime}; codes repeat after 65536 pictures. */
    public long paintedNanos(int code) {
        return paintedNanos.get(code & RING - 1);
    }

    /** Pictures painted so far. */
    public int painted() {
        return painted;
    }

    /** Stops moving; the last picture stays. */
    public void freeze() {
        stopping = true;
        try {
            painter.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts a window that does not move by itself any more elsewhere, as somebody does who drags it. */
    public void drag(int toX, int toY) {
        Xdraw.XMoveWindow(display, window, toX, toY);
        screen.connection().sync();
    }

    @Override
    public void close() {
        freeze();
        Xdraw.XDestroyWindow(display, window);
        screen.close();
    }
}
