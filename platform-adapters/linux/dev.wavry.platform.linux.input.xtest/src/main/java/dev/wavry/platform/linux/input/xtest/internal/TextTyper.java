package dev.wavry.platform.linux.input.xtest.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.spi.health.Counter;

/**
 * Types text in steps that never wait: characters of the layout at once, others after programs had time to notice that a spare
 * key now types them.
 */
final class TextTyper {
    /** Some programs read a changed keyboard only a moment after they are told of it. */
    static final long SETTLE_NANOS = 20_000_000L;

    /** Spare keys keep their character at least so long after the last was pressed, for programs that read late. */
    private static final long LINGER_NANOS = 100_000_000L;

    private static final int LOCK_MASK = 2;

    private final XConnection connection;
    private final Keys keys;
    private final SpareKeys spares;
    private final Counter untypable;
    private final Memory state = new Memory(32);
    private Layout layout;
    private boolean firstGroup;
    private int[] text = {};
    private int position;
    private int preparedUpTo;
    private long notBeforeNanos;
    private boolean spareUsed;
    private long spareUsedNanos;

    TextTyper(XConnection connection, Keys keys, Counter untypable) {
        this.connection = connection;
        this.keys = keys;
        this.untypable = untypable;
        this.spares = new SpareKeys(connection);
        this.layout = Layout.read(connection);
    }

    /** Takes the next text; the one before must be {@link #done}. */
    void begin(String newText, long nowNanos) {
        text = newText.codePoints().toArray();
        position = 0;
        preparedUpTo = 0;
        notBeforeNanos = nowNanos;
    }

    boolean done() {
        return position == text.length;
    }

    /** Types what can be typed by now; true if anything was done. */
    boolean step(long nowNanos) {
        boolean worked = false;
        while (!done() && nowNanos - notBeforeNanos >= 0) {
            if (position == preparedUpTo && prepare(nowNanos)) {
                notBeforeNanos = nowNanos + SETTLE_NANOS;
                keys.flush();
            } else if (position < preparedUpTo) {
                type(nowNanos);
            } else {
                // Every spare key was pressed just now; look again soon.
                notBeforeNanos = nowNanos + SETTLE_NANOS;
            }
            worked = true;
        }
        return worked;
    }

    /** Finds a key for as many characters as possible; true if a key changed its meaning for that. */
    private boolean prepare(long nowNanos) {
        // Asked each time: the server tells programs that use XKB about new layouts in too many ways to rely on one.
        layout = Layout.read(connection);
        spares.adapt(layout);
        readState();
        boolean changed = false;
        while (preparedUpTo < text.length) {
            long keysym = KeySyms.of(text[preparedUpTo]);
            if (keysym != KeySyms.NONE && !direct(keysym) && !spares.none()) {
                SpareKeys.Spare spare = spares.holding(keysym);
                if (spare == null) {
                    spare = spares.lend(keysym, nowNanos);
                    if (spare == null) {
                        return changed;
                    }
                    changed = true;
                }
                spare.promise();
            }
            preparedUpTo++;
        }
        return changed;
    }

    private boolean direct(long keysym) {
        // Keys such as Enter mean the same in every group.
        return (firstGroup || KeySyms.isFunction(keysym)) && layout.has(keysym);
    }

    private void readState() {
        state.clear();
        Xlib.XkbGetState(connection.display(), Xlib.CORE_KEYBOARD, Pointer.nativeValue(state));
        firstGroup = state.getByte(0) == 0;
    }

    private void type(long nowNanos) {
        readState();
        boolean capsLock = (state.getByte(9) & LOCK_MASK) != 0;
        keys.heldModifiers(false);
        lockCaps(capsLock, false);
        while (position < preparedUpTo) {
            typeOne(KeySyms.of(text[position++]), nowNanos);
        }
        lockCaps(capsLock, true);
        keys.heldModifiers(true);
        keys.flush();
    }

    private void lockCaps(boolean wasLocked, boolean lock) {
        if (wasLocked) {
            Xlib.XkbLockModifiers(connection.display(), Xlib.CORE_KEYBOARD, LOCK_MASK, lock ? LOCK_MASK : 0);
        }
    }

    private void typeOne(long keysym, long nowNanos) {
        SpareKeys.Spare spare = keysym == KeySyms.NONE ? null : spares.holding(keysym);
        if (spare != null) {
            spare.pressed(nowNanos);
            spareUsed = true;
            spareUsedNanos = nowNanos;
            keys.tap(spare.keycode());
        } else if (direct(keysym)) {
            boolean shift = layout.shifted(keysym);
            int shiftKey = layout.keycode(KeySyms.SHIFT_L);
            if (shift) {
                keys.fakeKey(shiftKey, true);
            }
            keys.tap(layout.keycode(keysym));
            if (shift) {
                keys.fakeKey(shiftKey, false);
            }
        } else {
            untypable.add(1);
        }
    }

    /** True if everything is typed and programs had time to read it. */
    boolean mayClose(long nowNanos) {
        return done() && (!spareUsed || nowNanos - spareUsedNanos >= LINGER_NANOS);
    }

    /** Leaves the keyboard as it was found. */
    void close() {
        spares.giveBack();
        keys.flush();
    }
}
