package dev.wavry.tck;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.media.CodedFrame;
import java.nio.ByteBuffer;

/** Coded frames of any bytes, one at a time, each in the place of a good one. One thread. */
final class ForgedFrames {
    private final CodedPool pool = new CodedPool(1);
    private final Runnable onReleased = () -> {};
    private ByteBuffer memory = NativeMemory.allocate(1 << 16);

    /** A frame that says of itself what another does; the other stays with its holder. */
    CodedFrame like(CodedFrame original, byte[] bytes) {
        if (bytes.length > memory.capacity()) {
            memory = NativeMemory.allocate(bytes.length * 2);
        }
        memory.clear().put(0, bytes).limit(bytes.length);
        CodedFrame frame =
                pool.coded(original.info(), original.keyFrame(), memory, NativeMemory.address(memory), onReleased);
        if (frame == null) {
            throw new AssertionError("the decoder keeps coded frames");
        }
        return frame;
    }

    /** A copy of a frame's bytes. */
    static byte[] bytes(CodedFrame frame) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().get(frame.payload().position(), bytes);
        return bytes;
    }

    int outstanding() {
        return pool.outstanding();
    }

    long misuses() {
        return pool.misuses();
    }
}
