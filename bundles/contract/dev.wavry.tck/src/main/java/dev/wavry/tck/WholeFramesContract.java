package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.Offer;
import org.junit.jupiter.api.Test;

/**
 * What every encoder promises whose coded frames are whole pictures. One of parts keeps what it has no room for instead of answering
 * DROPPED, and has nothing to say of a picture that changed nothing.
 */
public abstract class WholeFramesContract extends VideoEncoderContract {
    @Test
    void answersDroppedInsteadOfWaiting() throws Exception {
        VideoEncoder encoder = open();
        Offer answer = Offer.ACCEPTED;
        for (int i = 0; i <= EncoderBench.MOST_OUT && answer == Offer.ACCEPTED; i++) {
            answer = encoder.encode(next());
        }
        assertEquals(Offer.DROPPED, answer);
        assertTrue(bench.outstanding() <= EncoderBench.MOST_OUT);
    }

    @Test
    void goesOnWhenCodedFramesComeBack() throws Exception {
        VideoEncoder encoder = open();
        while (encoder.encode(next()) == Offer.ACCEPTED) {
            assertTrue(screen.sequence() < 100, "never full");
        }
        while (!encoder.drained()) {
            encoder.doWork();
            bench.discard();
        }
        bench.discard();
        code(encoder).close();
    }

    @Test
    void takesAPictureThatChangedNothing() throws Exception {
        VideoEncoder encoder = open();
        code(encoder).close();
        assertEquals(Offer.ACCEPTED, encoder.encode(screen.picture()));
        take(encoder).close();
    }
}
