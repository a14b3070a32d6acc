package dev.wavry.platform.linux.input.xtest.internal;

import dev.wavry.buffer.CounterSet;
import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.MediaClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server, a device on it and programs that write down what arrives. */
final class Typist implements AutoCloseable, InputContext, StrategyEvents {
    static final int ENTER = 0x28;
    static final int LEFT_SHIFT = 0xe1;
    static final int CAPS_LOCK = 0x39;

    final XServer server;
    final CounterSet counters = new CounterSet();
    final InputDevice device;
    final InputEvent event = new InputEvent();
    private final CaptureTarget target;
    private final Path folder;

    @Nullable
    Throwable failure;

    Typist(Path folder) throws Exception {
        this(folder, 0, 0);
    }

    Typist(Path folder, int originX, int originY) throws Exception {
        this.folder = folder;
        server = XServer.xvfb(640, 480);
        target = new CaptureTarget(
                server.display() + "/screen",
                "screen",
                CaptureTarget.Kind.DISPLAY,
                originX,
                originY,
                640 - originX,
                480 - originY,
                true);
        device = new XtestInjector("", "").open(this);
    }

    /** Opens a terminal under the pointer that writes whole lines to a file. */
    Path terminal() throws IOException {
        Path lines = folder.resolve("lines");
        Path ready = folder.resolve("ready");
        server.start(
                "xterm",
                "-u8",
                "-geometry",
                "100x40+0+0",
                "-e",
                "sh",
                "-c",
                "stty -echo; : > '" + ready + "'; cat > '" + lines + "'");
        XServer.await("the terminal to run", () -> Files.exists(ready));
        XServer.await("the terminal to be seen", () -> !server.run(
                        "sh", "-c", "xdotool search --onlyvisible --class xterm || true")
                .isBlank());
        send(InputKind.POINTER, 50, 50);
        return lines;
    }

    void send(InputKind kind, int a, int b) {
        device.inject(event.set(kind, a, b, 0));
    }

    void key(int usage) {
        send(InputKind.KEY, usage, 1);
        send(InputKind.KEY, usage, 0);
    }

    void text(String text) {
        device.inject(event.setText(text, 0));
    }

    /** Works as the agent would until the file holds this; the last line must end with a line feed to be there. */
    void expect(Path file, String wanted) {
        try {
            XServer.await("the text", () -> {
                device.doWork();
                return read(file).length() >= wanted.length();
            });
        } catch (AssertionError late) {
            throw new AssertionError("wanted '" + wanted + "', got '" + read(file) + "'", late);
        }
        org.junit.jupiter.api.Assertions.assertEquals(wanted, read(file));
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException half) {
            return "";
        }
    }

    @Override
    public CaptureTarget target() {
        return target;
    }

    @Override
    public MediaClock clock() {
        return System::nanoTime;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return this;
    }

    @Override
    public void reopenNeeded(String why) {
        throw new AssertionError(why);
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
    }

    @Override
    public void close() {
        device.close();
        server.close();
    }
}
