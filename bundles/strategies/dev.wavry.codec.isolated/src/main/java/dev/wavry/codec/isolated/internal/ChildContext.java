package dev.wavry.codec.isolated.internal;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.CounterSet;
import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.FrameSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the encoder is given in the child: coded frames go into the shared memory. */
final class ChildContext implements EncoderContext, FrameSink<CodedFrame>, StrategyEvents {
    private final SharedMemory memory;
    private final Wire.Writer parent;
    private final CodedPool pool = new CodedPool(SharedMemory.SLOTS + 1);
    private final CounterSet counters = new CounterSet();
    private int nextSlot;
    private boolean drops;
    private volatile String why = "";

    ChildContext(SharedMemory memory, Wire.Writer parent) {
        this.memory = memory;
        this.parent = parent;
    }

    /** True if a coded frame since the last question had no room. */
    boolean drops() {
        boolean was = drops;
        drops = false;
        return was;
    }

    boolean failed() {
        return !why.isEmpty();
    }

    /** Why it failed. */
    String why() {
        return why;
    }

    @Override
    public @Nullable CodedFrame coded(
            FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
        return pool.coded(info, keyFrame, payload, address, onReleased);
    }

    @Override
    public @Nullable CodedFrame codedPart(
            FrameInfo info, boolean keyFrame, ByteBuffer payload, long address, Runnable onReleased) {
        throw new IllegalStateException("an encoder of whole frames made a part");
    }

    @Override
    public FrameSink<CodedFrame> sink() {
        return this;
    }

    @Override
    public Offer offer(CodedFrame frame) {
        try (frame) {
            int bytes = frame.payload().remaining();
            if (bytes == 0 || bytes > memory.codedBytes()) {
                drops = true;
                return Offer.DROPPED;
            }
            ByteBuffer to = memory.coded(nextSlot);
            to.put(0, frame.payload(), frame.payload().position(), bytes);
            ByteBuffer message = parent.begin(Wire.CODED)
                    .put((byte) nextSlot)
                    .putInt(bytes)
                    .put((byte) (frame.keyFrame() ? 1 : 0))
                    .putLong(frame.info().sequence());
            Wire.region(message, frame.info().damage());
            parent.send();
            nextSlot = (nextSlot + 1) % SharedMemory.SLOTS;
            return Offer.ACCEPTED;
        } catch (IOException e) {
            // The parent is gone, and so will we be.
            return Offer.CLOSED;
        }
    }

    @Override
    public MediaClock clock() {
        return System::nanoTime;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return this;
    }

    @Override
    public void reopenNeeded(String reason) {
        why = "it wants to be opened anew: " + reason;
    }

    @Override
    public void failed(Throwable cause) {
        why = "it failed: " + cause;
    }
}
