package dev.wavry.core.stream;

import java.util.function.Consumer;

/** The host's side of one stream of a session. */
final class FarStream implements Far {
    private final ViewerSide.Owner owner;
    private final int number;
    private final Consumer<String> planned;

    /** @param planned told when another decoder of this stream is live */
    FarStream(ViewerSide.Owner owner, int number, Consumer<String> planned) {
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
    public void planned(String plan) {
        planned.accept(plan);
    }

    @Override
    public void decoderMissing(boolean missing, String text) {
        if (number == ViewerSide.DISPLAY) {
            owner.decoderMissing(missing, text);
        }
    }
}
