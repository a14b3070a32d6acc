package dev.wavry.codec.opus.internal;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.util.List;
import java.util.Set;

/** What both sides offer and refuse. */
final class Opus {
    /** FFmpeg's name of it. The decoder of FFmpeg's own, {@code opus}, conceals nothing. */
    static final String NAME = "libopus";

    private static final AudioCodecOffer OFFER =
            AudioCodecOffer.of(CodecId.OPUS, NAME, Set.of(1, 2, 4, 6, 8), Set.of(240, 480, 960));

    private Opus() {}

    static List<AudioCodecOffer> encoderOffers() {
        return Ffmpeg.isHere() && avcodec_find_encoder_by_name(NAME) != null ? List.of(OFFER) : List.of();
    }

    static List<AudioCodecOffer> decoderOffers() {
        return Ffmpeg.isHere() && avcodec_find_decoder_by_name(NAME) != null ? List.of(OFFER) : List.of();
    }

    static void check(AudioCodecSpec spec, List<AudioCodecOffer> offers) throws CannotOpenException {
        if (offers.isEmpty()) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "Opus is not here, because "
                            + (Ffmpeg.isHere()
                                    ? "FFmpeg's libraries of this installation were built without it"
                                    : "FFmpeg's libraries did not load (" + Ffmpeg.missing() + ")"),
                    "Install the natives that contain it, or choose the codec pcm");
        }
        if (!spec.codec().equals(OFFER.codec())
                || !spec.implementation().equals(OFFER.implementation())
                || spec.format().rate() != AudioFormat.SESSION_RATE
                || !OFFER.frameSamples().contains(spec.frameSamples())) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "Opus cannot do '" + spec.implementation() + "' as " + spec.codec() + " with frames of "
                            + spec.frameSamples() + " samples at " + spec.format(),
                    "Ask for '" + NAME + "' at 48000 Hz with 240, 480 or 960 samples in a frame");
        }
    }

    static CannotOpenException refused(String what, int error) {
        return new CannotOpenException(
                Reason.BROKEN, "The " + what + " refused to start: " + Ffmpeg.words(error), "Choose the codec pcm");
    }
}
