package dev.wavry.spi.input;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One thing a person did; mutable and reused by its maker, valid during the call it is passed to.
 */
@ProviderType
public final class InputEvent {
    private InputKind kind = InputKind.MOTION;
    private int a;
    private int b;
    private @Nullable String text;
    private long nanos;

    /** Makes it another event; {@code a} and {@code b} as the kind says. */
    public InputEvent set(InputKind newKind, int newA, int newB, long newNanos) {
        kind = newKind;
        a = newA;
        b = newB;
        text = null;
        nanos = newNanos;
        return this;
    }

    /** Makes it text to be typed. */
    public InputEvent setText(String newText, long newNanos) {
        set(InputKind.TEXT, 0, 0, newNanos);
        text = newText;
        return this;
    }

    /** Makes it a copy of another. */
    public InputEvent copyFrom(InputEvent other) {
        set(other.kind, other.a, other.b, other.nanos);
        text = other.text;
        return this;
    }

    /** What kind. */
    public InputKind kind() {
        return kind;
    }

    /** First number, as the kind says. */
    public int a() {
        return a;
    }

    /** Second number, as the kind says. */
    public int b() {
        return b;
    }

    /** The text for {@link InputKind#TEXT}, at most 256 bytes of UTF-8; empty otherwise. */
    public String text() {
        return text == null ? "" : text;
    }

    /** When it happened, nanoseconds of the clock of the machine it happened on. */
    public long nanos() {
        return nanos;
    }

    /** Says the kind only: what people type is nobody's business. */
    @Override
    public String toString() {
        return "input " + kind;
    }
}
