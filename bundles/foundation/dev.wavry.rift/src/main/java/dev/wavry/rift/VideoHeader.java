package dev.wavry.rift;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What travels with a video frame. Times are nanoseconds of the sender's clock, kept to the microsecond; a stage later than {@code CHANGED} by
 * more than 16.7 s is cut to that. Mutable and reused; not thread-safe.
 */
@ProviderType
public final class VideoHeader {
    /** Stages that travel: {@code CHANGED, CAPTURED, CONVERTED, ENCODED, SENT}. */
    public static final int STAGES = Stage.SENT.ordinal() + 1;

    private final long[] stageNanos = new long[STAGES];
    private final Region damage = new Region();
    private int stream;
    private int epoch;
    private long sequence;
    private boolean keyFrame;
    private boolean independent;

    /** Number of the stream, 0 to 255. */
    public int stream() {
        return stream;
    }

    /** Generation of the encoder, 0 to 65535. */
    public int epoch() {
        return epoch;
    }

    /** Number of the frame within its epoch, 0 to 2^32-1. */
    public long sequence() {
        return sequence;
    }

    /** True if it can be decoded without any earlier frame. */
    public boolean keyFrame() {
        return keyFrame;
    }

    /** True if it is a part that stands alone: delivered as soon as it is whole, in any order, never sent again. */
    public boolean independent() {
        return independent;
    }

    /** Says whether it is a part that stands alone. */
    public VideoHeader independent(boolean newIndependent) {
        independent = newIndependent;
        return this;
    }

    /** Sets what identifies the frame; it is no part from now on. */
    public VideoHeader set(int newStream, int newEpoch, long newSequence, boolean newKeyFrame) {
        stream = newStream & 0xff;
        epoch = newEpoch & 0xffff;
        sequence = newSequence & 0xffffffffL;
        keyFrame = newKeyFrame;
        independent = false;
        return this;
    }

    /** What changed against the frame before; empty means the whole picture. Coordinates travel as 16 bits. */
    public Region damage() {
        return damage;
    }

    /** Time of a stage; 0 if unknown. {@code SENT} is set by the connection when the first packet leaves. */
    public long nanos(Stage stage) {
        return stage.ordinal() < STAGES ? stageNanos[stage.ordinal()] : 0;
    }

    /** Sets the time of a stage; later ones than {@code SENT} are ignored. */
    public VideoHeader nanos(Stage stage, long nanos) {
        if (stage.ordinal() < STAGES) {
            stageNanos[stage.ordinal()] = nanos;
        }
        return this;
    }

    /** Takes damage and times over from a frame; stream, epoch, sequence and key frame stay. */
    public VideoHeader timesAndDamageFrom(FrameInfo info) {
        damage.copyFrom(info.damage());
        for (int i = 0; i < STAGES; i++) {
            stageNanos[i] = info.nanos(STAGE_VALUES[i]);
        }
        return this;
    }

    /** Makes this a copy of another. */
    public VideoHeader copyFrom(VideoHeader other) {
        System.arraycopy(other.stageNanos, 0, stageNanos, 0, STAGES);
        damage.copyFrom(other.damage);
        return set(other.stream, other.epoch, other.sequence, other.keyFrame).independent(other.independent);
    }

    /** Forgets everything. */
    public VideoHeader clear() {
        java.util.Arrays.fill(stageNanos, 0);
        damage.clear();
        return set(0, 0, 0, false);
    }

    @Override
    public String toString() {
        return "video " + stream + "/" + epoch + "/" + sequence + (independent ? " part" : "")
                + (keyFrame ? " key" : "");
    }

    private static final Stage[] STAGE_VALUES = Stage.values();
}
