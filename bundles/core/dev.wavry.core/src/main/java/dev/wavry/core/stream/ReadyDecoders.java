package dev.wavry.core.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decoders that are open and wait for the first frame of their epoch, at most one for an epoch. Belongs to DECODE. */
final class ReadyDecoders {
    /** One for the epoch that comes next, one for another decoder of this epoch. */
    private static final int MOST = 2;

    private final List<Ready> ready = new ArrayList<>();
    private final Consumer<DecoderLine> closer;

    /** What the host said about an epoch. */
    record Announced(int epoch, String codec, int width, int height) {
        // In words, because what the runtime makes for a record takes 5 ms when it is first used, in front of the first
        // picture.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Announced that
                    && epoch == that.epoch
                    && codec.equals(that.codec)
                    && width == that.width
                    && height == that.height;
        }

        @Override
        public int hashCode() {
            return epoch;
        }
    }

    /** A decoder, what it was opened for, and the wish it fulfils, if any. Each is only equal to itself. */
    record Ready(Announced what, DecoderLine line, DecoderWish.@Nullable Open wish) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return what.epoch;
        }
    }

    /**
     * @param closer closes on OPENER
     */
    ReadyDecoders(Consumer<DecoderLine> closer) {
        this.closer = closer;
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    @Nullable
    Ready find(int epoch) {
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i).line().epoch == epoch) {
                return ready.get(i);
            }
        }
        return null;
    }

    /** One more, instead of the one of the same epoch, or of the oldest if there are too many. */
    void add(Ready fresh) {
        closeIf(other -> other.line().epoch == fresh.line().epoch);
        if (ready.size() == MOST) {
            closer.accept(ready.remove(0).line());
        }
        ready.add(fresh);
    }

    /** It is somebody else's now. */
    void take(Ready one) {
        ready.remove(one);
    }

    /** Closes and answers all of which this is true. */
    List<Ready> closeIf(Predicate<Ready> unwanted) {
        List<Ready> gone = ready.stream().filter(unwanted).toList();
        ready.removeAll(gone);
        gone.forEach(one -> closer.accept(one.line()));
        return gone;
    }
}
