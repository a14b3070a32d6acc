package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decoders of a client: the live one, and the next one while an epoch or a decoder is handed over. RECEIVE, DECODE and CONTROL of a
 * client are one agent, so this belongs to all three.
 */
final class ViewerStream {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerStream.class);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_BAD_KEY_FRAMES = 3;
    /** How often a decoder is asked whether what it works on is done. */
    private static final long COLLECT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Far far;
    private final Pictures screen;
    private final MediaClock clock;
    private final Executor control;
    private final Executor opener;
    private final List<PixelFormat> accepted;
    private final ArrayDeque<VideoFrameView> waiting = new ArrayDeque<>();
    private final ReceivedFrames received = new ReceivedFrames();
    private final Avoided avoided = new Avoided();
    private final ReadyDecoders ready;
    private final DecoderWish wish;
    /** What decoders of this that are closed had lent out. */
    final Lent lent = new Lent();

    private Snapshot snapshot;
    private @Nullable DecoderLine live;
    /** What the frames that come now are, as it was announced. */
    private ReadyDecoders.@Nullable Announced current;

    private ReadyDecoders.@Nullable Announced newest;
    private boolean needKeyFrame;
    private int badKeyFrames;
    private int opening;
    private boolean closed;
    private long retryAtNanos = Long.MAX_VALUE;
    private volatile long undecodable;

    ViewerStream(
            Far far,
            Pictures screen,
            Snapshot snapshot,
            String wish,
            List<PixelFormat> accepted,
            MediaClock clock,
            Executor control,
            Executor opener) {
        this.far = far;
        this.screen = screen;
        this.snapshot = snapshot;
        this.wish = new DecoderWish(wish);
        this.ready = new ReadyDecoders(this::close);
        this.accepted = accepted;
        this.clock = clock;
        this.control = control;
        this.opener = opener;
    }

    /** The host announces an epoch. */
    void prepare(int epoch, String codec, int width, int height) {
        newest = new ReadyDecoders.Announced(epoch, codec, width, height);
        openFor(newest, true);
    }

    private void openFor(ReadyDecoders.Announced what, boolean answer) {
        Optional<DecoderChoice> choice =
                Planner.decoder(snapshot.decoders(), what.codec(), accepted, wish.now(), avoided.at(clock.nanoTime()));
        DecoderWish.Open open = wish.open();
        if (choice.isEmpty()) {
            noDecoder(what, answer, open);
            return;
        }
        opening++;
        opener.execute(() -> {
            try {
                VideoFormat format = new VideoFormat(
                        what.width(), what.height(), choice.get().pixels());
                DecoderLine line = new DecoderLine(choice.get(), what.epoch(), format, clock, screen, this::failed);
                control.execute(() -> opened(new ReadyDecoders.Ready(what, line, open), answer));
            } catch (CannotOpenException | RuntimeException | Error e) {
                control.execute(() -> cannotOpen(choice.get(), what, answer, e));
            }
        });
    }

    private void noDecoder(ReadyDecoders.Announced what, boolean answer, DecoderWish.@Nullable Open open) {
        String text = "nothing here decodes '" + what.codec() + "' as "
                + accepted.stream().map(PixelFormat::id).toList()
                + (wish.now().equals("auto") ? "" : " by '" + wish.now() + "'");
        if (wish.fail(open, text, clock.nanoTime())) {
            // What was wished for does not work; perhaps what was used before does.
            if (answer || live == null || live.epoch != what.epoch()) {
                openFor(what, answer);
            }
            return;
        }
        if (answer) {
            far.refused(what.epoch(), true, text);
        }
        if (live == null && ready.isEmpty()) {
            far.decoderMissing(true, text);
            retryAtNanos = clock.nanoTime() + RETRY_NANOS;
        }
    }

    private void cannotOpen(DecoderChoice choice, ReadyDecoders.Announced what, boolean answer, Throwable cause) {
        opening--;
        LOG.warn(
                "Decoder '{}' cannot be opened: {}",
                choice.offer().implementation(),
                String.valueOf(cause.getMessage()));
        avoided.add(choice.provider().serviceId(), clock.nanoTime());
        if (isWanted(what)) {
            openFor(what, answer);
        }
    }

    private boolean isWanted(ReadyDecoders.Announced what) {
        return !closed && (what.equals(newest) || what.equals(current));
    }

    private boolean isInstalled(DecoderLine line) {
        return snapshot.decoders().stream()
                .anyMatch(p -> p.serviceId() == line.choice.provider().serviceId());
    }

    private void opened(ReadyDecoders.Ready fresh, boolean answer) {
        opening--;
        ReadyDecoders.Announced what = fresh.what();
        if (!isWanted(what) || !isInstalled(fresh.line())) {
            close(fresh.line());
            if (isWanted(what)) {
                openFor(what, answer);
            }
            return;
        }
        ready.add(fresh);
        wish.reached(fresh.wish(), "open", clock.nanoTime());
        retryAtNanos = Long.MAX_VALUE;
        far.decoderMissing(false, "");
        if (answer) {
            far.ready(what.epoch());
        } else {
            far.keyFrameNeeded(what.epoch());
        }
    }

    private void close(DecoderLine line) {
        opener.execute(() -> lent.close(line));
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
        screen.skipping(false);
        screen.showHeld();
        return done + collect();
    }

    /** Takes pictures from a decoder that answers later. */
    private int collect() {
        DecoderLine line = live;
        if (line == null) {
            return 0;
        }
        try {
            return line.doWork();
        } catch (RuntimeException | Error e) {
            failed(line, e);
            return 0;
        }
    }

    /** When {@link #decodeWaiting} or {@link #onTimer} wants to be called although nothing arrives. */
    long nextDeadlineNanos() {
        DecoderLine line = live;
        boolean busy = line != null && line.isBusy();
        return busy ? Math.min(retryAtNanos, clock.nanoTime() + COLLECT_NANOS) : retryAtNanos;
    }

    /** Tries again what did not work a moment ago. */
    void onTimer(long now) {
        if (now >= retryAtNanos) {
            retryAtNanos = Long.MAX_VALUE;
            if (live == null && ready.isEmpty() && opening == 0) {
                reopen();
            }
        }
    }

    private void decode(VideoFrameView view) {
        int epoch = view.header().epoch();
        ReadyDecoders.Ready next = ready.find(epoch);
        boolean part = view.header().independent();
        if (next != null && (view.header().keyFrame() || part || live == null)) {
            promote(next, view.header().keyFrame());
        }
        DecoderLine line = live;
        if (line == null || line.epoch != epoch) {
            view.release();
            undecodable++;
        } else if (needKeyFrame && !view.header().keyFrame() && !part) {
            view.release();
        } else {
            run(line, view);
            wish.decoded(clock);
        }
    }

    private void run(DecoderLine line, VideoFrameView view) {
        try {
            // Afterwards the frame's memory may hold another.
            boolean part = view.header().independent();
            boolean key = view.header().keyFrame();
            long sequence = view.header().sequence();
            Decoded result = line.decode(view, received.of(view), far.clockOffsetNanos());
            count(line, result, part, sequence, key);
        } catch (RuntimeException | Error e) {
            failed(line, e);
        }
    }

    private void count(DecoderLine line, Decoded result, boolean part, long sequence, boolean key) {
        needKeyFrame = result == Decoded.NEED_KEY_FRAME;
        if (result == Decoded.TAKEN) {
            badKeyFrames = 0;
            if (part) {
                far.partApplied(line.epoch, sequence);
            }
            return;
        }
        undecodable++;
        // What a part lacks comes by itself: the host takes a part it never hears of for lost.
        if (needKeyFrame && key && ++badKeyFrames == MOST_BAD_KEY_FRAMES) {
            // Nothing was lost on the way, and asking again and again would be all there is.
            far.refused(line.epoch, false, MOST_BAD_KEY_FRAMES + " key frames in a row could not be decoded");
        } else if (needKeyFrame) {
            far.keyFrameNeeded(line.epoch);
        }
    }

    /** The next decoder takes over; whatever waits for an epoch that was given up goes. */
    private void promote(ReadyDecoders.Ready next, boolean withKeyFrame) {
        DecoderLine old = live;
        ready.take(next);
        live = next.line();
        current = next.what();
        needKeyFrame = !withKeyFrame;
        badKeyFrames = 0;
        if (old != null) {
            close(old);
        }
        ready.closeIf(other -> !other.what().equals(newest));
        String text = next.line().choice.provider() + "/"
                + next.line().choice.offer().implementation() + " " + next.line().format + ", epoch "
                + next.line().epoch;
        far.planned(text, next.line().choice.provider().bundle());
        wish.takesOver(next.wish(), text, clock.nanoTime());
    }

    private void failed(DecoderLine line, Throwable cause) {
        control.execute(() -> {
            ReadyDecoders.Ready waits = ready.find(line.epoch);
            boolean wasReady = waits != null && waits.line() == line;
            if (line != live && !wasReady) {
                return;
            }
            far.failed(line.choice, cause);
            avoided.add(line.choice.provider().serviceId(), clock.nanoTime());
            if (wasReady) {
                ready.closeIf(other -> other == waits);
                openFor(waits.what(), false);
            } else {
                live = null;
                close(line);
                reopen();
            }
        });
    }

    /** Opens a decoder for what comes now and, if that is something else, for what is announced. */
    private void reopen() {
        ReadyDecoders.Announced now = current;
        if (now != null) {
            openFor(now, false);
        }
        if (newest != null && !newest.equals(now) && ready.find(newest.epoch()) == null) {
            openFor(newest, false);
        }
    }

    /** The person wants another decoder. */
    CompletableFuture<HandOver> prefer(String what) {
        CompletableFuture<HandOver> answer = wish.add(what, clock.nanoTime());
        if (current == null && newest == null) {
            wish.done(wish.open(), "will be used when pictures come", clock.nanoTime());
        } else {
            reopen();
        }
        return answer;
    }

    /** Strategies arrived or changed. */
    void catalogChanged(Snapshot now) {
        boolean updated = !now.decoders().equals(snapshot.decoders());
        snapshot = now;
        avoided.clear();
        if (updated && better()) {
            reopen();
        }
    }

    private boolean better() {
        DecoderLine line = live;
        if (line == null) {
            return ready.isEmpty();
        }
        // By today's rankings: an operator may have changed them since the live one was chosen.
        return Planner.decoder(snapshot.decoders(), line.choice.offer().codec().id(), accepted, wish.now(), Set.of())
                .filter(best -> best.provider().ranking() > snapshot.rankingOf(line.choice.provider()))
                .isPresent();
    }

    /** A strategy leaves; the future completes once nothing of it is in use here. */
    CompletableFuture<Boolean> providerLeaving(Provider<?> provider, Snapshot without) {
        snapshot = without;
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        ready.closeIf(waits -> !isInstalled(waits.line())).forEach(waits -> openFor(waits.what(), false));
        DecoderLine old = live;
        if (old != null && !isInstalled(old)) {
            // Nothing can be decoded by it any more: the picture stands until the next decoder has its key frame.
            live = null;
            close(old);
            reopen();
        }
        // What OPENER was just opening comes to CONTROL first, which sends it back to be closed.
        opener.execute(() -> control.execute(() -> opener.execute(() -> unused.complete(true))));
        return unused;
    }

    long undecodable() {
        return undecodable;
    }

    /** Forgets everything of the connection that ended; the window stays. */
    void disconnected() {
        waiting.forEach(VideoFrameView::release);
        waiting.clear();
        newest = null;
        current = null;
        needKeyFrame = false;
        retryAtNanos = Long.MAX_VALUE;
        ready.closeIf(waits -> true);
        if (live != null) {
            close(live);
            live = null;
        }
        wish.fail(wish.open(), "the connection ended", clock.nanoTime());
    }

    void close() {
        closed = true;
        disconnected();
    }
}
