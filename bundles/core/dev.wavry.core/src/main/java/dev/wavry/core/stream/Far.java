package dev.wavry.core.stream;

import dev.wavry.core.plan.DecoderChoice;

/** The host's side of one stream, as its decoders need it. */
interface Far {
    /** The decoder of this epoch is open. */
    void ready(int epoch);

    /** This epoch cannot be decoded, because no decoder is there or because it could not be opened. */
    void refused(int epoch, boolean noDecoder, String text);

    /** A part of this epoch could be used. */
    void partApplied(int epoch, long sequence);

    /** Decoding cannot go on without a key frame. */
    void keyFrameNeeded(int epoch);

    /** Far clock minus ours. */
    long clockOffsetNanos();

    /** Another decoder is live, which comes from this bundle. */
    void planned(String plan, String bundle);

    /** A decoder failed and is replaced. */
    void failed(DecoderChoice choice, Throwable cause);

    /** Nothing decodes what comes, or something does again. */
    void decoderMissing(boolean missing, String text);
}
