package dev.wavry.core.stream;

import dev.wavry.core.plan.DecoderChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's side of one stream of a session. */
final class FarStream implements Far {
    private static final Logger LOG = LoggerFactory.getLogger(FarStream.class);

    private final ViewerSide.Owner owner;
    private final int number;

    FarStream(ViewerSide.Owner owner, int number) {
        this.owner = owner;
        this.number = number;
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

    /** Regions come and go with what is on the screen; the plan is that of the display. */
    @Override
    public void planned(String plan, String bundle) {
        if (number == ViewerSide.DISPLAY) {
            owner.planned(plan, bundle);
        }
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
