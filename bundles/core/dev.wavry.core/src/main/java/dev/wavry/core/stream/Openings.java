package dev.wavry.core.stream;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.media.MediaClock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opening that is under way, if there is one, and whether it will ever end. Belongs to CONTROL. */
final class Openings {
    private static final Logger LOG = LoggerFactory.getLogger(Openings.class);
    /** Graphics cards take a second to wake up; more than this nobody takes who means well. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Opener opener;
    private final Executor control;
    private final MediaClock clock;
    private @Nullable Opening current;

    Openings(Opener opener, Executor control, MediaClock clock) {
        this.opener = opener;
        this.control = control;
        this.clock = clock;
    }

    /** Runs it on OPENER and tells CONTROL what came of it, however late that is. */
    void begin(Opening opening, Consumer<Opening.Result> then) {
        current = opening;
        opener.execute(() -> {
            Opening.Result result = opening.run();
            control.execute(() -> {
                if (current == opening) {
                    current = null;
                }
                then.accept(result);
            });
        });
    }

    /** The strategy that does not return from being opened; told once of each. */
    Optional<Provider<?>> stuck() {
        Opening opening = current;
        Provider<?> inside = opening == null ? null : opening.inside();
        if (opening == null || inside == null || clock.nanoTime() - opening.insideSinceNanos() < PATIENCE_NANOS) {
            return Optional.empty();
        }
        LOG.warn("Strategy '{}' did not open within 5 s and is abandoned with its thread", inside);
        current = null;
        opener.abandon();
        return Optional.of(inside);
    }
}
