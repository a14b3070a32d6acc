package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is chosen for sound; pure functions. */
final class SoundPlanner {
    private SoundPlanner() {}

    /** A way to encode and who does it. */
    record CoderChoice(Provider<AudioEncoderFactory> provider, AudioCodecOffer offer) {
        boolean same(CoderLine line) {
            return provider.serviceId() == line.provider().serviceId()
                    && offer.codec().equals(line.spec.codec())
                    && offer.implementation().equals(line.spec.implementation());
        }
    }

    /** A way to decode and who does it. */
    record DecoderChoice(Provider<AudioDecoderFactory> provider, AudioCodecSpec spec) {}

    /** Sources for this, best first. */
    static List<Provider<AudioSource>> sources(Snapshot now, AudioSelector selector, Set<Long> avoided) {
        return now.audioSources().stream()
                .filter(p -> p.service().kinds().contains(selector.kind()))
                .filter(p -> !avoided.contains(p.serviceId()))
                .toList();
    }

    /** Outputs for this, best first. */
    static List<Provider<AudioSink>> sinks(Snapshot now, AudioSelector selector, Set<Long> avoided) {
        return now.audioSinks().stream()
                .filter(p -> p.service().kinds().contains(selector.kind()))
                .filter(p -> !avoided.contains(p.serviceId()))
                .toList();
    }

    /**
     * Encoders that everybody decodes, best first. Who obeys a bitrate is better than who does not, unless the operator prefers the latter.
     */
    static List<CoderChoice> coders(
            Snapshot now,
            AudioFormat format,
            int frameSamples,
            Collection<? extends Collection<String>> decodable,
            Set<Long> avoided) {
        List<CoderChoice> favoured = new ArrayList<>();
        List<CoderChoice> keeping = new ArrayList<>();
        List<CoderChoice> others = new ArrayList<>();
        for (Provider<AudioEncoderFactory> provider : now.audioEncoders()) {
            if (avoided.contains(provider.serviceId())) {
                continue;
            }
            for (AudioCodecOffer offer : provider.service().offers()) {
                if (fits(offer, format, frameSamples)
                        && decodable.stream()
                                .allMatch(known -> known.contains(offer.codec().id()))) {
                    CoderChoice choice = new CoderChoice(provider, offer);
                    (provider.favoured() ? favoured : offer.keepsRate() ? keeping : others).add(choice);
                }
            }
        }
        favoured.addAll(keeping);
        favoured.addAll(others);
        return favoured;
    }

    private static boolean fits(AudioCodecOffer offer, AudioFormat format, int frameSamples) {
        return offer.channels().contains(format.channels())
                && offer.frameSamples().contains(frameSamples);
    }

    /** Codecs that are decoded here, best first. */
    static List<String> decodable(Snapshot now) {
        Set<String> keeping = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (Provider<AudioDecoderFactory> provider : now.audioDecoders()) {
            for (AudioCodecOffer offer : provider.service().offers()) {
                (offer.keepsRate() ? keeping : others).add(offer.codec().id());
            }
        }
        keeping.addAll(others);
        return keeping.stream().limit(16).toList();
    }

    /** Decoders of this, best first. */
    static List<DecoderChoice> decoders(
            Snapshot now, String codec, AudioFormat format, int frameSamples, Set<Long> avoided) {
        List<DecoderChoice> choices = new ArrayList<>();
        for (Provider<AudioDecoderFactory> provider : now.audioDecoders()) {
            if (avoided.contains(provider.serviceId())) {
                continue;
            }
            for (AudioCodecOffer offer : provider.service().offers()) {
                if (offer.codec().id().equals(codec) && fits(offer, format, frameSamples)) {
                    choices.add(new DecoderChoice(
                            provider,
                            new AudioCodecSpec(
                                    offer.codec(),
                                    offer.implementation(),
                                    format,
                                    frameSamples,
                                    0,
                                    dev.wavry.rift.message.SoundMessage.MOST_PACKET_BYTES)));
                }
            }
        }
        return choices;
    }
}
