package dev.wavry.core.session;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.core.stream.WindowThread;
import dev.wavry.spi.render.VideoRenderer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which renderer a client shows its pictures with, and its exchange under the session. Belongs to CONTROL. */
final class ClientWindow {
    private static final Logger LOG = LoggerFactory.getLogger(ClientWindow.class);

    private final WindowThread window;
    private final ViewerSide viewer;
    private final Consumer<String> onTrouble;
    private final Runnable onReplaced;
    private final @Nullable Provider<VideoRenderer> first;
    private volatile @Nullable Provider<VideoRenderer> current;
    private boolean busy;

    /**
     * @param onTrouble told why an exchange came to nothing
     * @param onReplaced another renderer shows now, and has shown nothing yet
     */
    ClientWindow(
            WindowThread window,
            ViewerSide viewer,
            Snapshot snapshot,
            Consumer<String> onTrouble,
            Runnable onReplaced) {
        this.window = window;
        this.viewer = viewer;
        this.onTrouble = onTrouble;
        this.onReplaced = onReplaced;
        this.first = snapshot.renderers().stream()
                .filter(one -> one.service() == window.renderer())
                .findFirst()
                .orElse(null);
        this.current = first;
    }

    /** Bundle of the renderer; empty if nobody registered it. Any thread. */
    String bundle() {
        Provider<VideoRenderer> now = current;
        return now == null ? "" : now.bundle();
    }

    /** Whether it shows with this one. Any thread. */
    boolean uses(Provider<?> provider) {
        return provider.service() == window.renderer();
    }

    /** What there is, or what is preferred, changed. */
    void changed(Snapshot now) {
        Provider<VideoRenderer> wanted = now.renderers().stream()
                .filter(Provider::favoured)
                .findFirst()
                .or(() -> Optional.ofNullable(first).filter(now::has))
                .orElse(null);
        if (wanted != null && !busy && wanted.service() != window.renderer()) {
            replace(wanted);
        }
    }

    /** The renderer leaves. @return completes once another shows, or with false if there is none */
    CompletableFuture<Boolean> leaving(Snapshot without) {
        return without.renderers().stream()
                .filter(one -> one.service().available() && fits(one))
                .findFirst()
                .map(this::replace)
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    private boolean fits(Provider<VideoRenderer> one) {
        return one.service().accepts().containsAll(viewer.accepted());
    }

    private CompletableFuture<Boolean> replace(Provider<VideoRenderer> wanted) {
        if (!fits(wanted) || !wanted.service().available()) {
            return failed(wanted, "it cannot show these pictures here");
        }
        busy = true;
        return viewer.replaceRenderer(wanted.service()).thenApply(why -> {
            busy = false;
            if (!why.isEmpty()) {
                failed(wanted, why);
                return false;
            }
            current = wanted;
            LOG.info("Shown by '{}' from now on", wanted.bundle());
            onReplaced.run();
            return true;
        });
    }

    private CompletableFuture<Boolean> failed(Provider<VideoRenderer> wanted, String why) {
        String trouble = "the renderer '" + wanted.bundle() + "' did not take over: " + why;
        LOG.warn("Nothing was changed: {}", trouble);
        onTrouble.accept(trouble);
        return CompletableFuture.completedFuture(false);
    }
}
