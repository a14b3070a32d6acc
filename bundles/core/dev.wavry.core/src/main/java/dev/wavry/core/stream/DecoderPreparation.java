package dev.wavry.core.stream;

import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.DecoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes a small decoder of each strategy, so that libraries and classes are there when the host says what it will send. Belongs
 * to OPENER.
 */
final class DecoderPreparation implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DecoderPreparation.class);
    private static final int SIDE = 64;

    /** Forgotten afterwards: it would keep the classes of bundles that left. */
    private @Nullable Snapshot snapshot;

    private final List<PixelFormat> accepted;
    private final String wish;
    private final MediaClock clock;
    private volatile boolean stopped;

    DecoderPreparation(Snapshot snapshot, List<PixelFormat> accepted, String wish, MediaClock clock) {
        this.snapshot = snapshot;
        this.accepted = accepted;
        this.wish = wish;
        this.clock = clock;
    }

    /** Does no more than what it is just doing: the host has said what it will send. Any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        Snapshot now = snapshot;
        snapshot = null;
        if (now == null) {
            return;
        }
        try {
            Set<Long> done = new HashSet<>();
            for (DecoderChoice choice : Planner.decodings(now, accepted, wish)) {
                if (!stopped && done.add(choice.provider().serviceId())) {
                    tryOne(choice);
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("The decoders could not be prepared; opening one will say why", e);
        }
    }

    private void tryOne(DecoderChoice choice) {
        VideoFormat format = new VideoFormat(SIDE, SIDE, choice.pixels());
        try {
            new DecoderLine(
                            choice,
                            0,
                            format,
                            clock,
                            picture -> {
                                picture.close();
                                return Offer.CLOSED;
                            },
                            (line, cause) -> {})
                    .close();
        } catch (CannotOpenException | RuntimeException | Error e) {
            LOG.debug(
                    "Decoder '{}' cannot be prepared; opening it will say why",
                    choice.offer().implementation(),
                    e);
        }
    }
}
