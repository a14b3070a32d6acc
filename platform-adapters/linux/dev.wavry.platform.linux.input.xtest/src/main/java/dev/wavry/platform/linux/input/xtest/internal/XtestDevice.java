package dev.wavry.platform.linux.input.xtest.internal;

import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xtst;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import java.io.IOException;
import java.util.ArrayDeque;

/** Keyboard and pointer of one display. Events go out at once unless text that came before is still being typed. */
final class XtestDevice implements InputDevice {
    private static final int WHEEL_UP = 4;
    private static final int WHEEL_DOWN = 5;
    private static final int WHEEL_LEFT = 6;
    private static final int WHEEL_RIGHT = 7;
    /** X puts back and forward behind the wheel's buttons. */
    private static final int[] BUTTONS = {0, 1, 2, 3, 8, 9};

    private final XConnection connection;
    private final InputContext context;
    private final CaptureTarget target;
    private final Keys keys;
    private final TextTyper typer;
    private final Wheel across = new Wheel();
    private final Wheel along = new Wheel();
    private final ArrayDeque<InputEvent> waiting = new ArrayDeque<>();
    private boolean failed;
    private boolean closed;

    XtestDevice(XConnection connection, InputContext context) {
        this.connection = connection;
        this.context = context;
        this.target = context.target();
        // Input must arrive even while some program has grabbed the server.
        Xtst.XTestGrabControl(connection.display(), 1);
        this.keys = new Keys(connection);
        this.typer = new TextTyper(
                connection,
                keys,
                context.counters().counter("input.text.untypable", "Characters that no key could be given."));
    }

    @Override
    public void inject(InputEvent event) {
        if (closed || !alive()) {
            return;
        }
        if (typer.done() && waiting.isEmpty()) {
            act(event);
        } else {
            queue(event);
        }
    }

    private void queue(InputEvent event) {
        InputEvent last = waiting.peekLast();
        if (last != null && last.kind() == InputKind.POINTER && event.kind() == InputKind.POINTER) {
            last.copyFrom(event);
        } else {
            waiting.add(new InputEvent().copyFrom(event));
        }
    }

    @Override
    public int doWork() {
        if (closed || !alive()) {
            return 0;
        }
        int done = typer.step(context.clock().nanoTime()) ? 1 : 0;
        while (typer.done() && !waiting.isEmpty()) {
            act(waiting.remove());
            done++;
        }
        return done;
    }

    private void act(InputEvent event) {
        switch (event.kind()) {
            case KEY -> keys.key(HidKeys.keycode(event.a()), event.b() != 0);
            case POINTER -> point(event.a(), event.b());
            case MOTION -> Xtst.XTestFakeRelativeMotionEvent(connection.display(), event.a(), event.b(), 0);
            case BUTTON -> button(event.a(), event.b() != 0);
            case SCROLL -> scroll(event.a(), event.b());
            case TEXT -> text(event.text());
        }
        keys.flush();
    }

    private void point(int x, int y) {
        int within = Math.max(0, Math.min(target.width() - 1, x));
        int below = Math.max(0, Math.min(target.height() - 1, y));
        Xtst.XTestFakeMotionEvent(connection.display(), -1, target.x() + within, target.y() + below, 0);
    }

    private void button(int number, boolean down) {
        if (number == 0) {
            // A mark that releaseAll leaves behind text.
            keys.releaseAll();
        } else if (number > 0 && number < BUTTONS.length) {
            keys.button(BUTTONS[number], down);
        }
    }

    private void scroll(int right, int up) {
        clicks(across.turn(right), WHEEL_RIGHT, WHEEL_LEFT);
        clicks(along.turn(up), WHEEL_UP, WHEEL_DOWN);
    }

    private void clicks(int notches, int positive, int negative) {
        for (int i = Math.abs(notches); i > 0; i--) {
            keys.click(notches > 0 ? positive : negative);
        }
    }

    private void text(String text) {
        long now = context.clock().nanoTime();
        typer.begin(text, now);
        typer.step(now);
    }

    @Override
    public void releaseAll() {
        if (closed || !alive()) {
            return;
        }
        keys.releaseAll();
        if (!waiting.isEmpty()) {
            // Events that wait behind text may press something after this moment.
            waiting.add(new InputEvent().set(InputKind.BUTTON, 0, 0, 0));
        }
    }

    private boolean alive() {
        for (int queued = connection.eventsQueued(); queued > 0; queued--) {
            // Nothing was asked for, but some events come unasked and would pile up.
            connection.nextEvent();
        }
        if (connection.isLost() && !failed) {
            failed = true;
            context.events()
                    .failed(new IOException("The X server at '" + connection.name()
                            + "' is gone, so nothing can be typed there. Start it again, or choose another screen"));
        }
        return !failed;
    }

    @Override
    public void beginDrain() {
        releaseAll();
    }

    @Override
    public boolean drained() {
        return failed
                || closed
                || (waiting.isEmpty() && typer.mayClose(context.clock().nanoTime()));
    }

    @Override
    public void close() {
        if (!closed) {
            keys.releaseAll();
            typer.close();
            closed = true;
            connection.sync();
            connection.close();
        }
    }
}
