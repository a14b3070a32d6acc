package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.DecoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoders of a client: the live one, and the next one while an epoch or a decoder is handed over. RECEIVE, DECODE and CONTROL of a
 * client are one agent, so this belongs to all three.
 */
final class ViewerStream {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerStream.class);

    private final ViewerSide.Owner far;
    private final Screen screen;
    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final List<PixelFormat> accepted;
    private final ArrayDeque<VideoFrameView> waiting = new ArrayDeque<>();
    private final ReceivedFrames received = new ReceivedFrames();
    private final Set<Long> avoided = new HashSet<>();
    private Snapshot snapshot;
    private String wish;
    private @Nullable DecoderLine live;
    private @Nullable DecoderLine next;
    private @Nullable Announced announced;
    private @Nullable CompletableFuture<HandOver> pending;
    private long pendingSinceNanos;
    private boolean needKeyFrame;
    private boolean opening;
    private boolean closed;
    private long decoded;
    private long undecodable;

    private record Announced(int epoch, String codec, int width, int height) {}

    ViewerStream(
            ViewerSide.Owner far,
            Screen screen,
            Snapshot snapshot,
            String wish,
            List<PixelFormat> accepted,
            MediaClock clock,
            Executor control,
            Executor opener) {
        this.far = far;
        this.screen = screen;
        this.snapshot = snapshot;
        this.wish = wish;
        this.accepted = accepted;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
    }

    /** The host announces an epoch. */
    void prepare(int epoch, String codec, int width, int height) {
        announced = new Announced(epoch, codec, width, height);
        openFor(announced, true);
    }

    private void openFor(Announced what, boolean answer) {
        Optional<DecoderChoice> choice =
                Planner.decoder(snapshot.decoders(), what.codec(), accepted, wish, Set.copyOf(avoided));
        if (choice.isEmpty()) {
            noDecoder(what, answer);
            return;
        }
        opening = true;
        opener.execute(() -> {
            try {
                VideoFormat format = new VideoFormat(
                        what.width(), what.height(), choice.get().pixels());
                DecoderLine line = new DecoderLine(choice.get(), what.epoch(), format, clock, screen, this::failed);
                control.execute(() -> opened(line, what, answer));
            } catch (CannotOpenException | RuntimeException | Error e) {
                control.execute(() -> cannotOpen(choice.get(), what, answer, e));
            }
        });
    }

    private void noDecoder(Announced what, boolean answer) {
        String text = "nothing here decodes '" + what.codec() + "' as " + accepted
                + (wish.equals("auto") ? "" : " by '" + wish + "'");
        if (answer) {
            far.refused(what.epoch(), true, text);
        }
        answerWish(false, text);
        if (live == null && next == null) {
            far.decoderMissing(true, text);
        }
    }

    private void cannotOpen(DecoderChoice choice, Announced what, boolean answer, Throwable cause) {
        opening = false;
        LOG.warn(
                "Decoder '{}' cannot be opened: {}",
                choice.offer().implementation(),
                String.valueOf(cause.getMessage()));
        avoided.add(choice.provider().serviceId());
        if (!closed && what.equals(announced)) {
            openFor(what, answer);
        }
    }

    private void opened(DecoderLine line, Announced what, boolean answer) {
        opening = false;
        if (closed || !what.equals(announced)) {
            opener.execute(line::close);
            return;
        }
        replaceNext(line);
        far.decoderMissing(false, "");
        if (answer) {
            far.ready(what.epoch());
        } else {
            far.keyFrameNeeded(what.epoch());
        }
    }

    private void replaceNext(DecoderLine line) {
        if (next != null) {
            opener.execute(next::close);
        }
        next = line;
    }

    /** A whole frame arrived; its turn comes with {@link #decodeWaiting}. */
    void arrived(VideoFrameView view) {
        waiting.add(view);
    }

    /** Decodes what arrived; pictures are shown only if nothing newer waits behind them. */
    int decodeWaiting() {
        int done = 0;
        for (VideoFrameView view = waiting.poll(); view != null; view = waiting.poll()) {
            screen.skipping(!waiting.isEmpty());
            decode(view);
            done++;
        }
        return done;
    }

    private void decode(VideoFrameView view) {
        int epoch = view.header().epoch();
        if (next != null && next.epoch == epoch && (view.header().keyFrame() || live == null || live.epoch != epoch)) {
            promote(view);
        }
        DecoderLine line = live;
        if (line == null || line.epoch != epoch) {
            view.release();
            undecodable++;
            return;
        }
        if (needKeyFrame && !view.header().keyFrame()) {
            view.release();
            return;
        }
        run(line, view);
    }

    private void run(DecoderLine line, VideoFrameView view) {
        try {
            Decoded result = line.decode(view, received.of(view), far.clockOffsetNanos());
            needKeyFrame = result == Decoded.NEED_KEY_FRAME;
            if (needKeyFrame) {
                undecodable++;
                far.keyFrameNeeded(line.epoch);
            } else {
                decoded++;
            }
        } catch (RuntimeException | Error e) {
            failed(line, e);
        }
    }

    /** The next decoder takes over with this frame. */
    private void promote(VideoFrameView first) {
        DecoderLine old = live;
        live = next;
        next = null;
        needKeyFrame = !first.header().keyFrame();
        if (old != null) {
            opener.execute(old::close);
        }
        if (live != null) {
            String text = live.choice.provider() + "/" + live.choice.offer().implementation() + " " + live.format
                    + ", epoch " + live.epoch;
            far.planned(text);
            answerWish(true, text);
        }
    }

    private void failed(DecoderLine line, Throwable cause) {
        control.execute(() -> {
            if (line != live) {
                return;
            }
            LOG.warn("Decoder '{}' failed and is replaced", line.choice.offer().implementation(), cause);
            avoided.add(line.choice.provider().serviceId());
            live = null;
            opener.execute(line::close);
            reopen();
        });
    }

    private void reopen() {
        Announced what = announced;
        if (what != null && !opening) {
            openFor(what, false);
        }
    }

    /** The person wants another decoder. */
    CompletableFuture<HandOver> prefer(String what) {
        CompletableFuture<HandOver> answer = new CompletableFuture<>();
        answerWish(false, "another wish came before this one was done");
        pending = answer;
        pendingSinceNanos = clock.nanoTime();
        wish = what;
        reopen();
        return answer;
    }

    private void answerWish(boolean done, String text) {
        CompletableFuture<HandOver> answer = pending;
        pending = null;
        if (answer != null) {
            answer.complete(new HandOver(Role.DECODER, done, text, (clock.nanoTime() - pendingSinceNanos) / 1e6));
        }
    }

    /** Strategies arrived or changed. */
    void catalogChanged(Snapshot now) {
        boolean updated = !now.decoders().equals(snapshot.decoders());
        snapshot = now;
        avoided.clear();
        if (updated && announced != null && better()) {
            reopen();
        }
    }

    private boolean better() {
        DecoderLine line = live;
        if (line == null || announced == null) {
            return true;
        }
        return Planner.decoder(snapshot.decoders(), announced.codec(), accepted, wish, Set.of())
                .filter(best ->
                        best.provider().ranking() > line.choice.provider().ranking())
                .isPresent();
    }

    /** A strategy leaves; the future completes once nothing of it is in use here. */
    CompletableFuture<Boolean> providerLeaving(Provider<?> provider, Snapshot without) {
        snapshot = without;
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        DecoderLine old = live;
        if (next != null && next.choice.provider().serviceId() == provider.serviceId()) {
            opener.execute(next::close);
            next = null;
        }
        if (old == null || old.choice.provider().serviceId() != provider.serviceId()) {
            opener.execute(() -> unused.complete(true));
            return unused;
        }
        // Nothing can be decoded by it any more: the picture stands until the next decoder has its key frame.
        live = null;
        opener.execute(() -> {
            old.close();
            unused.complete(true);
        });
        reopen();
        return unused;
    }

    boolean idle() {
        return waiting.isEmpty();
    }

    long decoded() {
        return decoded;
    }

    long undecodable() {
        return undecodable;
    }

    /** Forgets everything of the connection that ended; the window stays. */
    void disconnected() {
        waiting.forEach(VideoFrameView::release);
        waiting.clear();
        announced = null;
        closeLines();
    }

    private void closeLines() {
        for (DecoderLine line : new DecoderLine[] {live, next}) {
            if (line != null) {
                opener.execute(line::close);
            }
        }
        live = null;
        next = null;
    }

    void close() {
        closed = true;
        disconnected();
        answerWish(false, "the session ended");
    }
}
