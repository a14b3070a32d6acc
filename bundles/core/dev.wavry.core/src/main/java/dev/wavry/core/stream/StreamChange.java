package dev.wavry.core.stream;

import dev.wavry.api.SessionReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One hand-over: parts are opened beside the live ones, announced to the viewers, made live when all are ready, and the old ones go when
 * every viewer has the first frame of the new epoch. Belongs to CONTROL.
 */
final class StreamChange {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What the change asks of its stream. */
    interface Stream {
        long nowNanos();

        /** True if the parts are not wanted any more. */
        boolean stopped();

        /** Those who can decode what everybody shares. */
        List<Viewer> viewers();

        /** The parts are live; {@code ready} viewers may get frames. */
        void switched(@Nullable CaptureLine capture, @Nullable EncoderLine encoder, Set<Viewer> ready);

        /** A viewer became ready after the switch. */
        void readyLate(Viewer viewer);

        /** A viewer did not answer in time and is left behind until it does. */
        void tooSlow(Viewer viewer);

        /** The hand-over is over; the parts it opened and did not make live are to be closed. */
        void over(StreamChange change, boolean done, String why);

        /** Nothing fits what is wanted. */
        void missing(SessionReason reason, String text);
    }

    private final Stream stream;
    private final Stages stages;
    private final Set<Viewer> toAnswer = new HashSet<>();
    private final Set<Viewer> toSee = new HashSet<>();
    private @Nullable CaptureLine capture;
    private @Nullable EncoderLine encoder;
    private boolean switched;
    private boolean over;
    private long deadlineNanos = Long.MAX_VALUE;

    StreamChange(Stream stream) {
        this.stream = stream;
        this.stages = new Stages(stream.nowNanos());
    }

    /** True if this hand-over brings that epoch. */
    boolean isAbout(int epoch) {
        return encoder != null && encoder.epoch == epoch;
    }

    @Nullable
    CaptureLine capture() {
        return capture;
    }

    @Nullable
    EncoderLine encoder() {
        return encoder;
    }

    /** True if a part it opened comes from this registration. */
    boolean uses(long serviceId) {
        Set<Long> used = new HashSet<>();
        addProviders(used);
        return used.contains(serviceId);
    }

    /** Adds the registrations its parts come from. */
    void addProviders(Set<Long> to) {
        if (capture != null) {
            to.add(capture.choice.provider().serviceId());
        }
        if (encoder != null) {
            to.add(encoder.choice.provider().serviceId());
        }
    }

    boolean isSwitched() {
        return switched;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** How long what was done so far took. */
    Stages stages() {
        return stages;
    }

    /** The parts are open, or nothing fits. */
    void opened(Opening.Result result) {
        stages.end("open", result.openNanos());
        if (result.encoder() != null) {
            stages.end("warm", stream.nowNanos());
        }
        capture = result.capture();
        encoder = result.encoder();
        if (stream.stopped()) {
            end(false, "the stream stopped meanwhile");
        } else if (result.missing() != SessionReason.NONE) {
            end(false, result.text());
            stream.missing(result.missing(), result.text());
        } else if (encoder != null) {
            announce(encoder);
        } else {
            switchOver();
        }
    }

    private void announce(EncoderLine line) {
        deadlineNanos = stream.nowNanos() + PATIENCE_NANOS;
        toAnswer.addAll(stream.viewers());
        stream.viewers().forEach(viewer -> Audience.announce(viewer, line));
    }

    /** A viewer's decoder is open. */
    void ready(Viewer viewer) {
        if (switched) {
            stream.readyLate(viewer);
        } else if (toAnswer.remove(viewer)) {
            toSee.add(viewer);
            switchIfAllReady();
        }
    }

    private void switchIfAllReady() {
        if (toAnswer.isEmpty() && !toSee.isEmpty()) {
            switchOver();
        }
    }

    private void switchOver() {
        if (encoder != null) {
            stages.end("answer", stream.nowNanos());
        }
        switched = true;
        deadlineNanos = stream.nowNanos() + PATIENCE_NANOS;
        stream.switched(capture, encoder, Set.copyOf(toSee));
        if (encoder == null || toSee.isEmpty()) {
            end(true, "");
        }
    }

    /** A viewer has the first frame. */
    void pictureArrived(Viewer viewer) {
        if (switched && toSee.remove(viewer) && toSee.isEmpty()) {
            end(true, "");
        }
    }

    /** A viewer is gone and not waited for any more. */
    void forget(Viewer viewer) {
        toAnswer.remove(viewer);
        boolean last = toSee.remove(viewer) && toSee.isEmpty();
        if (switched && last) {
            end(true, "");
        } else if (!switched && encoder != null) {
            switchIfAllReady();
        }
    }

    /** Somebody was waited for long enough. */
    void timeOut() {
        if (switched) {
            end(true, "");
        } else if (toSee.isEmpty()) {
            cancel("no client answered within 2 s");
        } else {
            List<Viewer> slow = List.copyOf(toAnswer);
            toAnswer.clear();
            slow.forEach(stream::tooSlow);
            switchOver();
        }
    }

    /** The new parts are not made live. */
    void cancel(String why) {
        if (!switched) {
            end(false, why);
        }
    }

    /** The parts vanish under the hand-over; what is still being opened for it is closed when it comes. */
    void abandon(String why) {
        end(switched, switched ? "" : why);
    }

    private long known(long nanos) {
        return nanos == 0 ? stream.nowNanos() : nanos;
    }

    private void end(boolean done, String why) {
        if (!over) {
            over = true;
            if (switched && encoder != null) {
                stages.end("picture", known(encoder.fedNanos()));
                stages.end("code", known(encoder.firstCodedNanos()));
                stages.end("seen", stream.nowNanos());
            }
            stream.over(this, done, why);
        }
    }
}
