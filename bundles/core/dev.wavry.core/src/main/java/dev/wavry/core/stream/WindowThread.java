package dev.wavry.core.stream;

import dev.wavry.agent.Agent;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.render.VideoRenderer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PRESENT agent of a client. It is there before the session, so that the renderer gets ready while the client reads its keys and asks
 * its host. One thread at a time makes, starts and stops it.
 */
public final class WindowThread {
    private static final Logger LOG = LoggerFactory.getLogger(WindowThread.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private volatile VideoRenderer renderer;
    private final Agent agent;
    private volatile Consumer<Throwable> onFailure = cause -> LOG.warn("The window's thread failed", cause);
    private boolean started;

    /** Runs nothing yet. */
    public WindowThread(VideoRenderer renderer, MediaClock clock) {
        this.renderer = renderer;
        this.agent = new Agent(
                "wavry-present", clock::nanoTime, now -> 0, new ParkingSleep(), cause -> onFailure.accept(cause));
    }

    /** What opens the window. */
    public VideoRenderer renderer() {
        return renderer;
    }

    /** Another one opens windows from now on. */
    void use(VideoRenderer other) {
        renderer = other;
    }

    /** Lets the renderer load what it needs; nothing is shown. */
    public void prepare() {
        execute(() -> {
            try {
                renderer.prepare();
            } catch (RuntimeException | Error e) {
                LOG.debug("The renderer could not be prepared; opening it will say why", e);
            }
        });
    }

    /** Ends it, after a last command if it ever ran one. */
    public void stop(Runnable last) {
        if (!started) {
            return;
        }
        agent.execute(last);
        if (!agent.join(PATIENCE_NANOS)) {
            LOG.warn("The window did not close within 2 s and is left alone");
        }
    }

    Agent agent() {
        return agent;
    }

    /** Who is told of whatever fails here from now on. */
    void owner(Consumer<Throwable> newOnFailure) {
        onFailure = newOnFailure;
    }

    void execute(Runnable command) {
        if (!started) {
            started = true;
            agent.start();
        }
        agent.execute(command);
    }
}
