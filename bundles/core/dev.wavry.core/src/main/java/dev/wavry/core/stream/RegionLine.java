package dev.wavry.core.stream;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import org.jspecify.annotations.Nullable;

/** A region of the pictures, copied out of them and coded by an encoder of its own. Belongs to the media agent once it is live. */
final class RegionLine implements EncoderLine.Sink {
    private static final int PIXEL = 4;
    private static final int PICTURES = 3;

    final Place place;
    private final VideoFormat format;
    private final PicturePool pool = new PicturePool(PICTURES);
    private final Region mine = new Region();
    private final Region rest = new Region();
    /** What the encoder does not have although it was here. */
    private final Region owed = new Region();

    private Viewer[] viewers = new Viewer[0];
    private @Nullable EncoderLine encoder;
    private boolean keyFrameWanted = true;

    RegionLine(Place place, VideoFormat format) {
        this.place = place;
        this.format = format;
    }

    /** The encoder that sends to this; before it is live. */
    void use(EncoderLine line) {
        encoder = line;
    }

    /** The encoder; there is one once this is live. */
    EncoderLine encoder() {
        EncoderLine line = encoder;
        if (line == null) {
            throw new IllegalStateException("a region without an encoder");
        }
        return line;
    }

    void viewers(Viewer[] now) {
        viewers = now;
    }

    void requestKeyFrame() {
        keyFrameWanted = true;
    }

    /** Encodes what changed within the region and takes it out of the picture's damage; the picture stays the caller's. */
    void take(VideoFrame picture) {
        split(picture.info().damage());
        if (mine.isEmpty() && !keyFrameWanted) {
            return;
        }
        owed.addAll(mine);
        FrameSlot slot = pool.tryAcquire(format);
        if (slot == null) {
            return;
        }
        if (keyFrameWanted) {
            keyFrameWanted = false;
            owed.full(format.width(), format.height());
            encoder().handle().requestKeyFrame();
        }
        copy(picture, slot, owed);
        copy(picture, slot, slot.stale());
        slot.info().copyFrom(picture.info()).damage().copyFrom(owed);
        if (encoder().handle().encode(slot.publish()) == Offer.ACCEPTED) {
            owed.clear();
        }
    }

    /** Takes from the damage what lies within the region, into {@link #mine} in the region's own pixels. */
    private void split(Region damage) {
        mine.clear();
        rest.clear();
        for (int i = 0; i < damage.count(); i++) {
            int left = damage.x(i);
            int top = damage.y(i);
            int right = left + damage.width(i);
            int bottom = top + damage.height(i);
            int l = Math.max(left, place.x());
            int t = Math.max(top, place.y());
            int r = Math.min(right, place.right());
            int b = Math.min(bottom, place.bottom());
            if (l >= r || t >= b) {
                rest.add(left, top, right - left, bottom - top);
                continue;
            }
            mine.add(l - place.x(), t - place.y(), r - l, b - t);
            rest.add(left, top, right - left, t - top);
            rest.add(left, b, right - left, bottom - b);
            rest.add(left, t, l - left, b - t);
            rest.add(r, t, right - r, b - t);
        }
        damage.copyFrom(rest);
    }

    private void copy(VideoFrame picture, FrameSlot slot, Region part) {
        for (int i = 0; i < part.count(); i++) {
            int bytes = part.width(i) * PIXEL;
            for (int y = part.y(i); y < part.y(i) + part.height(i); y++) {
                int from = (place.y() + y) * picture.stride(0) + (place.x() + part.x(i)) * PIXEL;
                slot.plane(0).put(y * slot.stride(0) + part.x(i) * PIXEL, picture.plane(0), from, bytes);
            }
        }
    }

    @Override
    public void coded(EncoderLine from, CodedFrame frame) {
        long number = from.nextFrame();
        for (Viewer viewer : viewers) {
            keyFrameWanted |= !viewer.sendRegion(frame, from.epoch, number);
        }
    }

    /** Collects what the encoder brings out later. */
    int doWork() {
        return encoder().handle().doWork();
    }

    boolean isBusy() {
        return !encoder().handle().drained();
    }
}
