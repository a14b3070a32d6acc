package dev.wavry.core.session;

import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.SendResult;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.input.InputSink;
import dev.wavry.spi.media.MediaClock;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * What a person does at the client, on its way to the link. While the link takes no more, because nothing was acknowledged for a while, moves
 * are merged and everything else waits in order. Safe from any thread.
 */
final class ClientInput implements InputSink {
    /** More than a person does in the two seconds until a silent host counts as gone. */
    private static final int MOST_WAITING = 4096;

    private static final long RETRY_NANOS = 5_000_000L;

    private final Supplier<RiftLink> link;
    private final MediaClock clock;
    private final ArrayDeque<InputEvent> waiting = new ArrayDeque<>();

    /**
     * @param link the one that is used now
     */
    ClientInput(Supplier<RiftLink> link, MediaClock clock) {
        this.link = link;
        this.clock = clock;
    }

    @Override
    public synchronized void input(InputEvent event) {
        if (!waiting.isEmpty() || link.get().sendInput(event) == SendResult.FULL) {
            keep(event);
        }
    }

    private void keep(InputEvent event) {
        InputEvent last = waiting.peekLast();
        if (last != null && last.kind() == event.kind() && merge(last, event)) {
            return;
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new InputEvent().copyFrom(event));
        }
    }

    private static boolean merge(InputEvent last, InputEvent event) {
        if (event.kind() == InputKind.POINTER) {
            last.copyFrom(event);
            return true;
        }
        if (event.kind() == InputKind.MOTION || event.kind() == InputKind.SCROLL) {
            last.set(event.kind(), last.a() + event.a(), last.b() + event.b(), event.nanos());
            return true;
        }
        return false;
    }

    /** Sends what waits, as far as the link takes it. */
    synchronized void work() {
        InputEvent next = waiting.peek();
        while (next != null && link.get().sendInput(next) != SendResult.FULL) {
            waiting.poll();
            next = waiting.peek();
        }
    }

    /** When {@link #work} wants to be called. */
    synchronized long nextDeadlineNanos() {
        return waiting.isEmpty() ? Long.MAX_VALUE : clock.nanoTime() + RETRY_NANOS;
    }

    /** The connection ended: what waited is of no use to the next one. */
    synchronized void forget() {
        waiting.clear();
    }

    void type(String text) {
        // One event carries at most 256 bytes of UTF-8, and no character has more than four.
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + 64);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            input(new InputEvent().setText(text.substring(start, end), clock.nanoTime()));
            start = end;
        }
    }

    void click(int x, int y, int button) {
        InputEvent event = new InputEvent();
        input(event.set(InputKind.POINTER, x, y, clock.nanoTime()));
        input(event.set(InputKind.BUTTON, button, 1, clock.nanoTime()));
        input(event.set(InputKind.BUTTON, button, 0, clock.nanoTime()));
    }

    void key(int usage, boolean down) {
        input(new InputEvent().set(InputKind.KEY, usage, down ? 1 : 0, clock.nanoTime()));
    }
}
