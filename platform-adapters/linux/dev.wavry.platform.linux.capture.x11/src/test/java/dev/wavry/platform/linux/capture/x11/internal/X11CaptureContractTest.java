package dev.wavry.platform.linux.capture.x11.internal;

import dev.wavry.lib.x11.testing.Painter;
import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.tck.CaptureSourceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class X11CaptureContractTest extends CaptureSourceContract {
    private static XServer server;
    private static int colour;

    @BeforeAll
    static void startServer() {
        server = XServer.xvfb(320, 192);
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @Override
    protected CaptureSource source() {
        return new X11CaptureSource(server.display());
    }

    @Override
    protected void change() {
        try (Painter painter = new Painter(server.display())) {
            painter.fill(++colour, 10, 10, 50, 50);
        }
    }
}
