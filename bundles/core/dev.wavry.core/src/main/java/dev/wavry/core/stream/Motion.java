package dev.wavry.core.stream;

import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFrame;
import org.jspecify.annotations.Nullable;

/** Watches where pictures move, and gives a region that moves like video to its own encoder. Belongs to the media agent. */
final class Motion {
    private final MediaLine.Failures failures;
    private final MotionMap map = new MotionMap();
    /** What was a region: the far side shows video there, of which the encoder of the rest knows nothing. */
    private final Region renewing = new Region();

    /** Damage of the last picture that is not in the map yet. */
    private final Region unnoted = new Region();

    private int width;
    private int height;
    private long pictureNanos;
    private @Nullable RegionLine region;
    private long atNanos = Long.MAX_VALUE;
    private int rateKbps;

    Motion(MediaLine.Failures failures) {
        this.failures = failures;
    }

    /** The encoder of the region, if there is one. */
    @Nullable
    EncoderLine encoder() {
        RegionLine line = region;
        return line == null ? null : line.encoder();
    }

    /** A picture is about to be encoded by this line; what the region takes of it leaves its damage. */
    void picture(EncoderLine line, VideoFrame picture, long nowNanos) {
        RegionLine moving = region;
        if (!line.choice.offer().parts()) {
            renewing.clear();
            return;
        }
        rateKbps = line.rate.bitrateKbps();
        note();
        unnoted.copyFrom(picture.info().damage());
        width = line.format.width();
        height = line.format.height();
        pictureNanos = nowNanos;
        atNanos = atNanos == Long.MAX_VALUE ? nowNanos + MotionMap.TICK_NANOS : atNanos;
        picture.info().renewed().copyFrom(renewing);
        picture.info().damage().addAll(renewing);
        if (moving == null) {
            return;
        }
        try {
            moving.take(picture);
        } catch (RuntimeException | Error e) {
            region = null;
            renewing.addAll(moving.place.toRegion());
            picture.info().renewed().copyFrom(renewing);
            picture.info().damage().addAll(renewing);
            failures.encoderFailed(moving.encoder(), e);
        }
    }

    /** The encoder took the picture that it was asked about last. */
    void taken() {
        renewing.clear();
        note();
    }

    /** Enters the last picture into the map: after it was sent, because nobody waits for the map. */
    private void note() {
        if (!unnoted.isEmpty()) {
            RegionLine moving = region;
            map.damaged(unnoted, width, height, moving == null ? null : moving.place, pictureNanos);
            unnoted.clear();
        }
    }

    /** A part came out of the encoder. */
    void coded(CodedFrame part) {
        map.coded(part.info().damage(), part.payload().remaining());
    }

    /** When {@link #tick} wants to be called. */
    long atNanos() {
        return atNanos;
    }

    void tick(long nowNanos) {
        note();
        Place found = map.tick(rateKbps);
        atNanos = map.isQuiet() && region == null ? Long.MAX_VALUE : nowNanos + MotionMap.TICK_NANOS;
        if (region != null && map.isStill(nowNanos)) {
            failures.regionStill();
        } else if (region == null && found != null) {
            failures.regionMoves(found);
        }
    }

    /** Another region, or none; the same one again begins with a key frame. @return the one before */
    @Nullable
    RegionLine region(@Nullable RegionLine next, Viewer[] viewers, long nowNanos) {
        note();
        RegionLine before = region;
        region = next;
        if (before != null && before != next) {
            renewing.addAll(before.place.toRegion());
        }
        if (next != null) {
            next.viewers(viewers);
            next.requestKeyFrame();
            map.begun(nowNanos);
        }
        return before == next ? null : before;
    }
}
