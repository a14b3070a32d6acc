package dev.wavry.platform.any.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.buffer.CounterSet;
import dev.wavry.buffer.PicturePool;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.testing.Painter;
import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.capture.CursorSink;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.FramePool;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.VideoFrame;
import java.io.PrintStream;
import java.util.Objects;

/** A program that uses the robot on the display named by its argument and says what it saw. */
final class RobotSession implements CaptureContext, InputContext, StrategyEvents, CursorSink {
    private final PicturePool pool = new PicturePool(3);
    private final CounterSet counters = new CounterSet();
    private final PrintStream out = System.out;
    private final CaptureTarget target;
    private int pictures;
    private int pixel;
    private String damage = "";

    private RobotSession(CaptureTarget target) {
        this.target = target;
    }

    /** Runs it; the exit code is 0 if nothing was thrown. */
    public static void main(String[] arguments) {
        try {
            RobotSource source = new RobotSource(true);
            CaptureTarget target = source.targets().get(0);
            System.out.println("targets " + source.targets().size() + " of " + target.width() + "x" + target.height());
            RobotSession session = new RobotSession(target);
            session.capture(source, arguments[0]);
            session.act(arguments[0]);
            System.exit(0);
        } catch (Throwable broken) {
            broken.printStackTrace(System.out);
            System.exit(1);
        }
    }

    private void capture(RobotSource source, String display) throws Exception {
        try (Capture capture = source.open(target, new CaptureSettings(500, 0, 0), this);
                Painter painter = new Painter(display)) {
            XServer.await("the first picture", () -> capture.doWork() > 0);
            out.println("first " + damage);
            int before = pictures;
            for (int i = 0; i < 5; i++) {
                capture.await(5_000_000L);
                capture.doWork();
            }
            out.println("quiet " + (pictures - before));
            painter.fill(0xd02010, 30, 40, 20, 10);
            XServer.await("the change", () -> {
                capture.doWork();
                return pictures > before;
            });
            out.println("changed " + damage + " pixel " + Integer.toHexString(pixel));
        }
    }

    private void act(String display) throws Exception {
        InputEvent event = new InputEvent();
        try (InputDevice device = new RobotInjector(true).open(this);
                XConnection eyes = Objects.requireNonNull(XConnection.tryOpen(display))) {
            device.inject(event.set(InputKind.POINTER, 55, 66, 0));
            device.inject(event.set(InputKind.BUTTON, 1, 1, 0));
            device.inject(event.set(InputKind.KEY, 0xe1, 1, 0));
            int[] state = new int[3];
            XServer.await("the pointer", () -> look(eyes, state) && state[2] == (1 | 1 << 8));
            out.println("pointer " + state[0] + "," + state[1] + " button " + (state[2] & ~1) + " key shift");
            device.inject(event.set(InputKind.MOTION, 5, -5, 0));
            XServer.await("the move", () -> look(eyes, state) && state[0] == 60);
            out.println("moved " + state[0] + "," + state[1]);
            device.releaseAll();
            XServer.await("the release", () -> look(eyes, state) && state[2] == 0);
            out.println("released");
        }
    }

    private static boolean look(XConnection eyes, int[] state) {
        try (Memory memory = new Memory(64)) {
            long a = Pointer.nativeValue(memory);
            Xlib.XQueryPointer(eyes.display(), eyes.root(), a, a + 8, a + 16, a + 20, a + 24, a + 28, a + 32);
            state[0] = memory.getInt(16);
            state[1] = memory.getInt(20);
            state[2] = memory.getInt(32);
            return true;
        }
    }

    private Offer take(VideoFrame frame) {
        pictures++;
        damage = frame.info().damage().toString();
        int at = 45 * frame.stride(0) + 35 * 4;
        pixel = (frame.plane(0).get(at) & 0xff)
                | (frame.plane(0).get(at + 1) & 0xff) << 8
                | (frame.plane(0).get(at + 2) & 0xff) << 16;
        frame.close();
        return Offer.ACCEPTED;
    }

    @Override
    public CaptureTarget target() {
        return target;
    }

    @Override
    public FramePool pool() {
        return pool;
    }

    @Override
    public FrameSink<VideoFrame> sink() {
        return this::take;
    }

    @Override
    public CursorSink cursor() {
        return this;
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
        throw new AssertionError(cause);
    }

    @Override
    public void shape(CursorShape shape) {
        // Any arrow will do.
    }

    @Override
    public void moved(int x, int y, boolean visible) {
        // Where it starts is the server's business.
    }
}
