package dev.wavry.core.rate;

import dev.wavry.spi.media.RateTarget;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What of the whole rate is for the encoder. Says so when it matters: at once if less, now and then if more. */
final class VideoShare {
    /** Headers, seals, reports and sound are the rest. */
    private static final double NET = 0.93;

    private static final double MATTERS = 0.04;
    private static final long MORE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LEAST_KBPS = 50;

    private final RateTarget wish;
    private final Consumer<RateTarget> onVideo;
    private RateTarget said;
    private long saidAtNanos = Long.MIN_VALUE / 2;
    private double protection;

    VideoShare(RateTarget wish, Consumer<RateTarget> onVideo) {
        this.wish = wish;
        this.onVideo = onVideo;
        this.said = wish;
    }

    /** What goes out beside each byte of pictures to protect and repair it, as a share of that byte. */
    void protection(double ratio) {
        protection = ratio;
    }

    /** All that may be sent. */
    void total(RateTarget all, long nowNanos) {
        double net = all.bitrateKbps() * NET / (1 + protection);
        int kbps = (int) Math.max(LEAST_KBPS, Math.min(wish.bitrateKbps(), net));
        int fps = Math.min(wish.framesPerSecond(), all.framesPerSecond());
        int before = said.bitrateKbps();
        boolean less = kbps < before * (1 - MATTERS) || fps < said.framesPerSecond();
        boolean more = kbps > before * (1 + MATTERS)
                || fps > said.framesPerSecond()
                || kbps == wish.bitrateKbps() && before < kbps;
        if (less || more && nowNanos - saidAtNanos >= MORE_NANOS) {
            say(new RateTarget(kbps, fps), nowNanos);
        }
    }

    /** Nobody controls the rate. */
    void all() {
        if (!said.equals(wish)) {
            say(wish, saidAtNanos);
        }
    }

    private void say(RateTarget rate, long nowNanos) {
        said = rate;
        saidAtNanos = nowNanos;
        onVideo.accept(rate);
    }

    int videoKbps() {
        return said.bitrateKbps();
    }
}
