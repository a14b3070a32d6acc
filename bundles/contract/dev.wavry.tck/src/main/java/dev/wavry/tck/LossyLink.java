package dev.wavry.tck;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network between an encoder of parts and a decoder that loses, doubles, delays and disorders parts, and tells of losses late and in any
 * order; but in the end each part arrived or its loss was told. One thread.
 */
final class LossyLink {
    /** A part on its way, or the news of its loss. */
    private static final class Letter {
        private final long number;
        private final byte[] bytes;
        private final FrameInfo info = new FrameInfo();
        private final boolean keyFrame;

        private Letter(long number, CodedFrame part) {
            this.number = number;
            bytes = ForgedFrames.bytes(part);
            info.copyFrom(part.info());
            keyFrame = part.keyFrame();
        }
    }

    private final Random random;
    private final CodedPool pool = new CodedPool(EncoderContext.MOST_PARTS);
    private final List<Letter> underWay = new ArrayList<>();
    private final List<Letter> lost = new ArrayList<>();
    private final double loss;
    private long number;
    private long notApplied;
    private boolean keyFrameNeeded;

    LossyLink(Random random, double loss) {
        this.random = random;
        this.loss = loss;
    }

    /** Takes a part that the encoder made. */
    void send(CodedFrame part) {
        try (part) {
            Letter letter = new Letter(++number, part);
            if (random.nextDouble() < loss) {
                lost.add(letter);
                return;
            }
            underWay.add(letter);
            if (random.nextInt(10) == 0) {
                underWay.add(letter);
            }
        }
    }

    /** Lets something arrive: mostly the oldest, sometimes another. */
    void deliver(VideoDecoder decoder, int parts) {
        for (int i = 0; i < parts && !underWay.isEmpty(); i++) {
            int which = random.nextInt(3) == 0 ? random.nextInt(underWay.size()) : 0;
            Letter letter = underWay.remove(which);
            Decoded answer = decoder.decode(coded(letter));
            if (answer == Decoded.NOT_APPLIED) {
                notApplied++;
                lost.add(letter);
            } else if (answer == Decoded.NEED_KEY_FRAME) {
                keyFrameNeeded = true;
            }
        }
    }

    private CodedFrame coded(Letter letter) {
        ByteBuffer memory = NativeMemory.allocate(letter.bytes.length);
        memory.put(0, letter.bytes);
        CodedFrame part = pool.codedPart(letter.info, letter.keyFrame, memory, NativeMemory.address(memory), () -> {});
        if (part == null) {
            throw new AssertionError("the decoder keeps parts");
        }
        return part;
    }

    /** Tells the encoder of some losses. */
    void tell(VideoEncoder encoder, int losses) {
        if (keyFrameNeeded) {
            keyFrameNeeded = false;
            encoder.requestKeyFrame();
        }
        for (int i = 0; i < losses && !lost.isEmpty(); i++) {
            long which = lost.remove(random.nextInt(lost.size())).number;
            if (!encoder.invalidate(which, which)) {
                throw new AssertionError("an encoder of parts can always send again what was lost");
            }
        }
    }

    boolean isEmpty() {
        return underWay.isEmpty() && lost.isEmpty() && !keyFrameNeeded;
    }

    long parts() {
        return number;
    }

    long notApplied() {
        return notApplied;
    }

    int outstanding() {
        return pool.outstanding();
    }
}
