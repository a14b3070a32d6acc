package dev.wavry.core.stream;

import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.core.plan.Wishes;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.VideoFormat;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a region gets from the stream around it, as the stream is now. */
record RegionParts(StreamParts parts, Audience audience, Snapshot snapshot, Wishes wishes)
        implements VideoRegion.Stream {
    @Override
    public Optional<EncoderChoice> videoEncoder() {
        Set<String> decodable = null;
        for (Viewer viewer : audience.watching()) {
            if (decodable == null) {
                decodable = new HashSet<>(viewer.codecs());
            } else {
                decodable.retainAll(viewer.codecs());
            }
        }
        return decodable == null
                ? Optional.empty()
                : Planner.video(snapshot.encoders(), decodable, wishes.withCodec("auto"));
    }

    @Override
    public Set<Viewer> watching() {
        return audience.watching();
    }

    @Override
    public EncoderLine open(EncoderChoice choice, VideoFormat format, int epoch, RegionLine to)
            throws CannotOpenException {
        return parts.openRegion(choice, format, wishes, epoch, to);
    }

    @Override
    public void live(@Nullable RegionLine line) {
        parts.live(line);
    }

    @Override
    public void close(EncoderLine line) {
        parts.close(line);
    }
}
