package dev.wavry.codec.pcm.internal;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.util.List;
import java.util.Set;

/** What both sides offer and refuse. */
final class Pcm {
    private static final AudioCodecOffer OFFER = AudioCodecOffer.of(
                    CodecId.PCM, "pcm", Set.of(1, 2, 4, 6, 8), Set.of(120, 240, 480, 960))
            .withLiveBitrate()
            .ignoringRate();
    static final List<AudioCodecOffer> OFFERS = List.of(OFFER);

    private Pcm() {}

    static void check(AudioCodecSpec spec) throws CannotOpenException {
        if (!spec.codec().equals(OFFER.codec())
                || !spec.implementation().equals(OFFER.implementation())
                || spec.format().rate() != AudioFormat.SESSION_RATE
                || !OFFER.frameSamples().contains(spec.frameSamples())) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "The PCM codec cannot do '" + spec.implementation() + "' as " + spec.codec() + " with frames of "
                            + spec.frameSamples() + " samples at " + spec.format(),
                    "Ask for 'pcm' at 48000 Hz with 120, 240, 480 or 960 samples in a frame");
        }
    }

    static void checkRoom(AudioCodecSpec spec) throws CannotOpenException {
        if (spec.frameBytes() > spec.mostPacketBytes()) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "A frame of " + spec.frameBytes() + " bytes does not fit into a packet of "
                            + spec.mostPacketBytes(),
                    "Choose shorter frames, fewer channels or another codec");
        }
    }
}
