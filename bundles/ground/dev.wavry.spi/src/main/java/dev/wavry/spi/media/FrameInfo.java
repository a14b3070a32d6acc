package dev.wavry.spi.media;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known about one frame apart from its pixels or bytes: sequence, epoch, damage and the time of each stage.
 *
 * <p>Mutable and reused so that the steady state allocates nothing; it belongs to the frame that carries it and must not be
 * kept after the frame was closed: copy it with {@link #copyFrom}. Not thread-safe: one holder writes at a time.
 */
@ProviderType
public final class FrameInfo {
    private static final int STAGES = Stage.values().length;

    private final long[] stageNanos = new long[STAGES];
    private final Region damage = new Region();
    private final Region renewed = new Region();
    private long sequence;
    private int epoch;
    private boolean region;
    private int left;
    private int top;

    /** Number of the picture, counted up by its source; gaps are pictures that were dropped. */
    public long sequence() {
        return sequence;
    }

    /** Sets the number of the picture. */
    public FrameInfo sequence(long value) {
        sequence = value;
        return this;
    }

    /** Generation of the encoder that made the frame; one more at each hand-over, 0 before the first. */
    public int epoch() {
        return epoch;
    }

    /** Sets the generation. */
    public FrameInfo epoch(int value) {
        epoch = value;
        return this;
    }

    /** True if the picture is a region of a larger one, such as a video in a desktop. */
    public boolean isRegion() {
        return region;
    }

    /** Where the left edge of a region lies in the larger picture, in its pixels; may be negative. */
    public int left() {
        return left;
    }

    /** Where the upper edge of a region lies, likewise. */
    public int top() {
        return top;
    }

    /** Makes the picture a region at this place of a larger one. */
    public FrameInfo regionAt(int newLeft, int newTop) {
        region = true;
        left = newLeft;
        top = newTop;
        return this;
    }

    /**
     * What changed, in pixels, relative to the picture the consumer last accepted. The object itself is shared: whoever drops a
     * picture adds this to the damage of the next.
     */
    public Region damage() {
        return damage;
    }

    /**
     * Where the far side shows something else than what it was sent, in pixels, because another stream painted there; empty almost
     * always. It lies within the damage, and an encoder that leaves out what did not change sends it nevertheless.
     */
    public Region renewed() {
        return renewed;
    }

    /** Time of a stage in nanoseconds of the media clock of the machine it happened on; 0 if it has not happened. */
    public long nanos(Stage stage) {
        return stageNanos[stage.ordinal()];
    }

    /** Records when a stage happened. */
    public FrameInfo nanos(Stage stage, long nanos) {
        stageNanos[stage.ordinal()] = nanos;
        return this;
    }

    /** Makes this a copy of another. */
    public FrameInfo copyFrom(FrameInfo other) {
        System.arraycopy(other.stageNanos, 0, stageNanos, 0, STAGES);
        damage.copyFrom(other.damage);
        renewed.copyFrom(other.renewed);
        sequence = other.sequence;
        epoch = other.epoch;
        region = other.region;
        left = other.left;
        top = other.top;
        return this;
    }

    /** Forgets everything: sequence 0, epoch 0, empty damage, nothing renewed, no times, a whole picture. */
    public FrameInfo clear() {
        java.util.Arrays.fill(stageNanos, 0);
        damage.clear();
        renewed.clear();
        sequence = 0;
        epoch = 0;
        region = false;
        left = 0;
        top = 0;
        return this;
    }
}
