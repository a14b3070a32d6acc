package dev.wavry.core.stream;

import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The region of a display that moves like video: coded by a video codec on a stream of its own, over the parts of the rest, for as long as it
 * moves. Any change of the stream around it ends it; if it still moves it comes back. Belongs to CONTROL.
 */
public final class VideoRegion {
    private static final Logger LOG = LoggerFactory.getLogger(VideoRegion.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** After a region that could not be had, and between two regions, so that nothing flaps. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What a region needs of its stream. */
    interface Stream {
        /** The best encoder for video that all who watch decode. */
        Optional<EncoderChoice> videoEncoder();

        /** Those who get frames. */
        Set<Viewer> watching();

        /** Opens an encoder that sends to the region; on OPENER. */
        EncoderLine open(EncoderChoice choice, VideoFormat format, int epoch, RegionLine to) throws CannotOpenException;

        /** Makes a region live on the media agent, or none. */
        void live(@Nullable RegionLine line);

        /** Closes an encoder once the media agent has let go of it. */
        void close(EncoderLine line);
    }

    private final Supplier<Stream> stream;
    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final Set<Viewer> toAnswer = new HashSet<>();
    private @Nullable Place opening;
    private @Nullable RegionLine line;
    private boolean live;
    private int nextEpoch = 1;
    private long notBeforeNanos = Long.MIN_VALUE;
    private long deadlineNanos = Long.MAX_VALUE;

    VideoRegion(Supplier<Stream> stream, MediaClock clock, Executor control, Executor opener) {
        this.stream = stream;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
    }

    /** What the plan says of it; empty if there is none. */
    String plan() {
        RegionLine now = line;
        return live && now != null
                ? " + " + now.place + " " + now.encoder().choice.provider() + "/"
                        + now.encoder().choice.offer()
                : "";
    }

    /** It moves like video there. */
    void moves(Place place) {
        long now = clock.nanoTime();
        Optional<EncoderChoice> choice = line != null || opening != null || now < notBeforeNanos
                ? Optional.empty()
                : stream.get().videoEncoder();
        if (choice.isEmpty() || stream.get().watching().isEmpty()) {
            return;
        }
        opening = place;
        int epoch = nextEpoch;
        nextEpoch = nextEpoch % 0xffff + 1;
        VideoFormat format = new VideoFormat(place.width(), place.height(), PixelFormat.BGR0);
        Stream on = stream.get();
        opener.execute(() -> {
            RegionLine fresh = new RegionLine(place, format);
            try {
                fresh.use(on.open(choice.get(), format, epoch, fresh));
                control.execute(() -> opened(fresh));
            } catch (CannotOpenException | RuntimeException | Error e) {
                LOG.warn("No encoder for the region {}: {}", place, String.valueOf(e.getMessage()));
                control.execute(() -> given(place));
            }
        });
    }

    private void given(Place place) {
        if (place == opening) {
            opening = null;
            notBeforeNanos = clock.nanoTime() + PAUSE_NANOS;
        }
    }

    private void opened(RegionLine fresh) {
        if (fresh.place != opening) {
            stream.get().close(fresh.encoder());
            return;
        }
        opening = null;
        line = fresh;
        toAnswer.addAll(stream.get().watching());
        deadlineNanos = clock.nanoTime() + PATIENCE_NANOS;
        String codec = fresh.encoder().choice.offer().codec().id();
        List.copyOf(toAnswer).forEach(viewer -> viewer.prepareRegion(fresh.encoder().epoch, codec, fresh.place));
    }

    /** A viewer's decoder is open. */
    public void ready(Viewer viewer, int epoch) {
        RegionLine now = line;
        if (now != null && now.encoder().epoch == epoch && toAnswer.remove(viewer) && toAnswer.isEmpty()) {
            live = true;
            deadlineNanos = Long.MAX_VALUE;
            stream.get().live(now);
            LOG.info("A region moves like video:{}", plan());
        }
    }

    /** A viewer cannot show this. */
    public void refused(Viewer viewer, int epoch, String text) {
        RegionLine now = line;
        if (now != null && now.encoder().epoch == epoch) {
            end("a client refused: " + text);
        }
    }

    /** A viewer cannot go on without a key frame. */
    public void keyFrameWanted() {
        RegionLine now = line;
        if (live && now != null) {
            stream.get().live(now);
        }
    }

    /** This encoder failed. @return true if it was the region's */
    boolean failed(EncoderLine encoder) {
        boolean mine = line != null && line.encoder() == encoder;
        if (mine) {
            end("its encoder failed");
        }
        return mine;
    }

    /** There is no region from now on. */
    void end(String why) {
        opening = null;
        deadlineNanos = Long.MAX_VALUE;
        toAnswer.clear();
        RegionLine before = line;
        line = null;
        if (before == null) {
            return;
        }
        notBeforeNanos = clock.nanoTime() + PAUSE_NANOS;
        Stream on = stream.get();
        if (live) {
            live = false;
            on.live(null);
            LOG.info("The region {} is no video any more: {}", before.place, why);
        }
        on.watching().forEach(Viewer::endRegion);
        on.close(before.encoder());
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void onTimer(long now) {
        if (now >= deadlineNanos) {
            end("a client did not answer within a second");
        }
    }
}
