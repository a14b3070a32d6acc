package dev.wavry.core.stream;

import dev.wavry.core.plan.DecoderChoice;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's side of one stream of a session. */
final class FarStream implements Far {
    private static final Logger LOG = LoggerFactory.getLogger(FarStream.class);

    private final ViewerSide.Owner owner;
    private final int number;
    private final BiConsumer<String, String> planned;

    /** @param planned told the plan and the bundle when another decoder of this stream is live */
    FarStream(ViewerSide.Owner owner, int number, BiConsumer<String, String> planned) {
        this.owner = owner;
        this.number = number;
        this.planned = planned;
    }

    @Override
    public void ready(int epoch) {
        owner.ready(number, epoch);
    }

    @Override
    public void refused(int epoch, boolean noDecoder, String text) {
        owner.refused(number, epoch, noDecoder, text);
    }

    @Override
    public void partApplied(int epoch, long sequence) {
        owner.partApplied(number, epoch, sequence);
    }

    @Override
    public void keyFrameNeeded(int epoch) {
        owner.keyFrameNeeded(number, epoch);
    }

    @Override
    public long clockOffsetNanos() {
        return owner.clockOffsetNanos();
    }

    @Override
    public void planned(String plan, String bundle) {
        planned.accept(plan, bundle);
    }

    @Override
    public void failed(DecoderChoice choice, Throwable cause) {
        LOG.warn("Decoder '{}' failed and is replaced", choice.offer().implementation(), cause);
        owner.decoderFailed(
                "'" + choice.provider() + "' of '" + choice.provider().bundle() + "' failed: " + cause);
    }

    @Override
    public void decoderMissing(boolean missing, String text) {
        if (number == ViewerSide.DISPLAY) {
            owner.decoderMissing(missing, text);
        }
    }
}
