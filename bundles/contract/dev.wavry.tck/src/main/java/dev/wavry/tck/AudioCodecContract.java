package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an encoder and a decoder of sound promise, alone and together. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class AudioCodecContract extends AudioCodecFixture {
    private static final double MOST_GARBAGE_BYTES = 4;
    private static final long MOST_GROWTH_BYTES = 8L << 20;
    private static final int FADED_MILLIS = 200;
    private static final int SILENT_PEAK = 8;
    private static final double CROSSTALK_DECIBELS = -30;
    private static final long SEED = 20_260_101;

    @Test
    void offersTheSameOnBothSides() {
        for (AudioCodecOffer offer : encoders().offers()) {
            assertTrue(
                    decoders().offers().stream()
                            .anyMatch(other -> other.codec().equals(offer.codec())
                                    && other.channels().containsAll(offer.channels())
                                    && other.frameSamples().containsAll(offer.frameSamples())),
                    offer + " cannot be decoded");
        }
    }

    @Test
    void keepsEachChannelWhereItWasWithEveryFormatThatItOffers() throws Exception {
        for (int channels : offer().channels()) {
            for (int frame : offer().frameSamples()) {
                open(channels, frame);
                for (int i = 0; i < 14_400 / frame; i++) {
                    passTone();
                }
                checkTone(channels, frame);
            }
        }
    }

    private void checkTone(int channels, int frame) {
        int half = 9600;
        for (int channel = 0; channel < channels; channel++) {
            short[] heard = heard(channel, half);
            double hertz = HERTZ * (channel + 1);
            String what = channels + " channels, frames of " + frame + ", channel " + channel;
            // The channel of low frequencies may lose what is not low.
            boolean lowOnly = channels >= 6 && channel == 3;
            if (lowOnly) {
                continue;
            }
            assertEquals(0, Tones.decibels(Tones.amplitude(heard, 0, half, RATE, hertz), AMPLITUDE), 1.5, what);
            for (int other = 0; other < channels; other++) {
                if (other != channel) {
                    double leak = Tones.amplitude(heard, 0, half, RATE, HERTZ * (other + 1));
                    double decibels = Tones.decibels(leak, AMPLITUDE);
                    assertTrue(decibels < CROSSTALK_DECIBELS, what + " hears channel " + other + ": " + decibels);
                }
            }
        }
    }

    @Test
    void lagsAsMuchAsItSays() throws Exception {
        open(2, frameSamples());
        Random random = new Random(SEED);
        short[] played = new short[24_000];
        double low = 0;
        for (int i = 0; i < played.length; i++) {
            // Low-pass noise: codecs throw the highest frequencies away, and noise has one best fit only.
            low += (random.nextGaussian() * 9000 - low) * 0.1;
            played[i] = (short) Math.max(-32_000, Math.min(32_000, low));
        }
        for (int at = 0; at + frameSamples() <= played.length; at += frameSamples()) {
            pass(played, at);
        }
        short[] heard = heard(0, played.length / frameSamples() * frameSamples());
        assertEquals(encoder().delaySamples(), lag(played, heard), 2);
    }

    private static int lag(short[] played, short[] heard) {
        int best = -1;
        double most = 0;
        for (int lag = 0; lag < 2000; lag++) {
            double sum = 0;
            for (int i = 4000; i < 16_000; i++) {
                sum += (double) played[i] * heard[i + lag];
            }
            if (sum > most) {
                most = sum;
                best = lag;
            }
        }
        return best;
    }

    @Test
    void neverMakesAPacketThatIsTooLong() throws Exception {
        open(2, frameSamples());
        Random random = new Random(SEED);
        short[] noise = new short[frameSamples()];
        for (int i = 0; i < 400; i++) {
            for (int k = 0; k < noise.length; k++) {
                // Loud noise that begins and ends suddenly costs most.
                noise[k] = i % 3 == 0 ? 0 : (short) random.nextInt();
            }
            pass(noise, 0);
            assertTrue(lastPacketBytes() <= MOST_PACKET, lastPacketBytes() + " bytes");
        }
    }

    @Test
    void leavesPositionsAndLimitsAlone() throws Exception {
        open(2, frameSamples());
        ByteBuffer samples = direct(8 + frameBytes());
        samples.position(4).limit(4 + frameBytes());
        ByteBuffer packet = direct(MOST_PACKET + 16);
        packet.position(7);
        int bytes = encoder().encode(samples, packet);
        assertEquals(4, samples.position());
        assertEquals(4 + frameBytes(), samples.limit());
        assertEquals(7, packet.position());
        assertEquals(packet.capacity(), packet.limit());
        assertTrue(bytes > 0);
        packet.limit(7 + bytes);
        assertTrue(decoder().decode(packet, samples));
        assertEquals(4, samples.position());
        assertEquals(7, packet.position());
        assertEquals(7 + bytes, packet.limit());
        decoder().conceal(samples);
        assertEquals(4, samples.position());
    }

    @Test
    void sendsNothingInLongSilenceAndTheFirstSoundAfterIt() throws Exception {
        open(2, frameSamples());
        for (int i = 0; i < 100; i++) {
            passTone();
        }
        short[] silence = new short[frameSamples()];
        int sent = 0;
        int frames = RATE / frameSamples();
        for (int i = 0; i < 3 * frames; i++) {
            pass(silence, 0);
            sent += i >= frames && lastPacketBytes() > 0 ? 1 : 0;
        }
        assertTrue(sent <= frames / 10, sent + " packets in the last two of three seconds of silence");
        passTone();
        assertTrue(lastPacketBytes() > 0, "the first sound was not sent");
        for (int i = 0; i < 60; i++) {
            passTone();
        }
        short[] heard = heard(0, 20 * frameSamples());
        assertEquals(0, Tones.decibels(Tones.amplitude(heard, 0, heard.length, RATE, HERTZ), AMPLITUDE), 1.5);
    }

    @Test
    void concealsWhatIsMissingAndFadesToSilence() throws Exception {
        open(2, frameSamples());
        for (int i = 0; i < 100; i++) {
            passTone();
        }
        conceal();
        short[] first = heard(0, frameSamples());
        int peak = Tones.peak(first, 0, first.length);
        assertTrue(peak > AMPLITUDE / 4, "the first missing frame is a hole: " + peak);
        assertTrue(peak < AMPLITUDE * 2, "the first missing frame is a bang: " + peak);
        int frames = FADED_MILLIS * RATE / 1000 / frameSamples();
        for (int i = 0; i < frames; i++) {
            conceal();
        }
        conceal();
        short[] last = heard(0, frameSamples());
        assertTrue(Tones.peak(last, 0, last.length) <= SILENT_PEAK, "not silent after 200 ms");
        for (int i = 0; i < 100; i++) {
            passTone();
        }
        short[] heard = heard(0, 40 * frameSamples());
        assertEquals(0, Tones.decibels(Tones.amplitude(heard, 0, heard.length, RATE, HERTZ), AMPLITUDE), 1.5);
    }

    @Test
    void concealsBeforeAnythingCame() throws Exception {
        open(2, frameSamples());
        for (int i = 0; i < 50; i++) {
            conceal();
        }
        short[] heard = heard(0, 10 * frameSamples());
        assertTrue(Tones.peak(heard, 0, heard.length) <= SILENT_PEAK);
    }

    @Test
    void refusesHostilePacketsAndGoesOn() throws Exception {
        open(2, frameSamples());
        Random random = new Random(SEED);
        ByteBuffer packet = direct(2048);
        ByteBuffer samples = direct(frameBytes() + 64);
        for (int i = 0; i < 20_000; i++) {
            int bytes = random.nextInt(10) == 0 ? random.nextInt(2048) : random.nextInt(40);
            packet.clear();
            for (int k = 0; k < bytes; k++) {
                packet.put(k, (byte) random.nextInt());
            }
            samples.clear().limit(frameBytes());
            fill(samples.duplicate().clear(), (byte) 0x55);
            boolean taken = decoder().decode(packet.clear().limit(bytes), samples);
            int untouchedFrom = taken ? frameBytes() : 0;
            for (int k = untouchedFrom; k < samples.capacity(); k++) {
                assertEquals(0x55, samples.duplicate().clear().get(k), "packet " + i + " wrote at " + k);
            }
        }
        for (int i = 0; i < 200; i++) {
            passTone();
        }
        short[] heard = heard(0, 40 * frameSamples());
        assertEquals(0, Tones.decibels(Tones.amplitude(heard, 0, heard.length, RATE, HERTZ), AMPLITUDE), 1.5);
    }

    @Test
    void refusesWhatIsEmptyOrCut() throws Exception {
        open(2, frameSamples());
        ByteBuffer samples = direct(frameBytes());
        assertFalse(decoder().decode(direct(0), samples));
        assertFalse(decoder().decode(direct(3).put(0, (byte) -1).put(1, (byte) -1), samples));
    }

    @Test
    void refusesToOpenWhatItDoesNotOffer() {
        AudioFormat stereo = new AudioFormat(RATE, 2);
        AudioCodecSpec odd =
                new AudioCodecSpec(offer().codec(), offer().implementation(), stereo, 241, BITS, MOST_PACKET);
        assertThrows(CannotOpenException.class, () -> encoders().open(odd, bench()));
        assertThrows(CannotOpenException.class, () -> decoders().open(odd, bench()));
        AudioCodecSpec strange =
                new AudioCodecSpec(offer().codec(), "nobody", stereo, frameSamples(), BITS, MOST_PACKET);
        assertThrows(CannotOpenException.class, () -> encoders().open(strange, bench()));
        AudioCodecSpec slow = new AudioCodecSpec(
                offer().codec(),
                offer().implementation(),
                new AudioFormat(44_100, 2),
                frameSamples(),
                BITS,
                MOST_PACKET);
        assertThrows(CannotOpenException.class, () -> encoders().open(slow, bench()));
    }

    @Test
    void makesNoGarbage() throws Exception {
        open(2, frameSamples());
        double garbage = Memory.garbage(2000, 1000, this::passTone);
        assertTrue(garbage < MOST_GARBAGE_BYTES, () -> garbage + " bytes of garbage for each frame");
        double concealing = Memory.garbage(2000, 1000, this::conceal);
        assertTrue(concealing < MOST_GARBAGE_BYTES, () -> concealing + " bytes of garbage for each concealed frame");
    }

    @Test
    void givesEverythingBackWhenClosed() throws Exception {
        long grown = Memory.growth(120, () -> {
            AudioCodecSpec spec = spec(2, frameSamples());
            try (AudioEncoder encoder = encoders().open(spec, bench());
                    AudioDecoder decoder = decoders().open(spec, bench())) {
                use(encoder, decoder);
            }
        });
        assertTrue(grown < MOST_GROWTH_BYTES, () -> "grew by " + grown + " bytes");
    }
}
