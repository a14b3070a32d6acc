package dev.wavry.render.desktop.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.Region;

/**
 * Makes a window that nobody sees and paints it once, so that what a real one needs is loaded when it is needed. On the thread that will
 * open windows.
 */
final class WindowRehearsal {
    private WindowRehearsal() {}

    /** With SDL started. */
    static void run(Drawing drawing) {
        synchronized (Sdl.LOCK) {
            DesktopWindow window = DesktopWindow.hidden();
            if (window == null) {
                return;
            }
            try {
                paint(window, drawing.painter(window.handle()));
                wait(window);
            } catch (CannotOpenException e) {
                // Opening one will say so.
                return;
            } finally {
                window.destroy();
            }
        }
    }

    private static void paint(DesktopWindow window, Painter painter) {
        int width = window.pixelWidth();
        int height = window.pixelHeight();
        Layout layout = new Layout();
        layout.set(width, height, width, height);
        Content content = new Content();
        content.resize(width, height);
        Region all = new Region();
        all.full(width, height);
        painter.paint(content.address(), content.stride(), layout, all, new OverlayPanel());
        content.free();
        painter.close();
    }

    private static void wait(DesktopWindow window) {
        DisplayWait wait = X11Wait.of(window.handle());
        if (wait != null) {
            EventQueue queue = new EventQueue(window.id(), wait::wake);
            Sdl.register(queue);
            Sdl.pump(queue);
            Sdl.unregister(queue);
            queue.free();
            wait.close();
        }
    }
}
