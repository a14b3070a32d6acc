package dev.wavry.codec.isolated.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An encoder that runs elsewhere: pictures are copied to where the child sees them, coded bytes are copied from there. */
final class IsolatedEncoder implements VideoEncoder {
    private static final int PIXEL = 4;
    /** A child that does not answer for so long hangs, as it would here. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** The first picture of a young process. */
    private static final long FIRST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final VideoFormat format;
    private final EncoderContext context;
    private final SharedMemory memory;
    private final Child child;
    private final CodedBytes[] buffers = {new CodedBytes(), new CodedBytes(), new CodedBytes()};
    private final FrameInfo[] infos = {new FrameInfo(), new FrameInfo(), new FrameInfo(), new FrameInfo()};
    private final Region damage = new Region();
    private final Region owed = new Region();
    private final FrameInfo info = new FrameInfo();
    private @Nullable ByteBuffer held;
    private int nextInfo;
    private long busySinceNanos;
    private boolean busy;
    private boolean answered;
    private boolean keyFrameWanted = true;
    private boolean failed;
    private boolean draining;
    private boolean closed;

    IsolatedEncoder(VideoFormat format, EncoderContext context, SharedMemory memory, Child child) {
        this.format = format;
        this.context = context;
        this.memory = memory;
        this.child = child;
        owed.full(format.width(), format.height());
    }

    @Override
    public Offer encode(VideoFrame picture) {
        try (picture) {
            if (closed || draining) {
                return Offer.CLOSED;
            }
            if (!picture.format().equals(format) || !picture.memory().equals(MemoryKind.HOST)) {
                context.events().reopenNeeded("the pictures became " + picture.format());
                return Offer.DROPPED;
            }
            doWork();
            if (busy || failed) {
                return Offer.DROPPED;
            }
            hand(picture);
            return failed ? Offer.DROPPED : Offer.ACCEPTED;
        }
    }

    private void hand(VideoFrame picture) {
        damage.copyFrom(picture.info().damage()).addAll(owed).clip(format.width(), format.height());
        copy(picture);
        FrameInfo kept = infos[nextInfo++ % infos.length];
        kept.copyFrom(picture.info()).nanos(Stage.CONVERTED, context.clock().nanoTime());
        try {
            child.encode(picture.info().sequence(), keyFrameWanted, damage);
            owed.clear();
            keyFrameWanted = false;
            busySinceNanos = context.clock().nanoTime();
            busy = true;
        } catch (IOException e) {
            fail("took no picture: " + e.getMessage());
        }
    }

    private void copy(VideoFrame picture) {
        ByteBuffer from = picture.plane(0);
        int fromStride = picture.stride(0);
        ByteBuffer to = memory.picture();
        for (int i = 0; i < damage.count(); i++) {
            int bytes = damage.width(i) * PIXEL;
            for (int y = damage.y(i); y < damage.y(i) + damage.height(i); y++) {
                to.put(y * memory.stride() + damage.x(i) * PIXEL, from, y * fromStride + damage.x(i) * PIXEL, bytes);
            }
        }
    }

    @Override
    public int doWork() {
        int done = 0;
        while (!closed && !failed) {
            ByteBuffer answer = held == null ? child.poll() : held;
            held = null;
            if (answer == null) {
                look();
                return done;
            }
            answer.rewind();
            if (!take(answer)) {
                held = answer;
                return done;
            }
            done++;
        }
        return done;
    }

    private void look() {
        String end = child.end();
        if (!end.isEmpty()) {
            fail(end);
        } else if (busy
                && context.clock().nanoTime() - busySinceNanos > (answered ? PATIENCE_NANOS : FIRST_PATIENCE_NANOS)) {
            fail("the child process " + child.pid() + " did not answer and is ended");
        }
    }

    /** False if there is no room for it yet. */
    private boolean take(ByteBuffer answer) {
        byte kind = answer.get();
        if (kind == Wire.CODED) {
            return bringOut(answer);
        }
        if (kind == Wire.DONE && answer.hasRemaining()) {
            byte how = answer.get();
            busy = false;
            answered = true;
            if (how != 0) {
                // Nothing came of that picture, so the next one carries what changed in it.
                owed.addAll(damage);
                keyFrameWanted = true;
            }
            return true;
        }
        String why = kind == Wire.FAILED ? Wire.text(answer) : null;
        fail(why == null ? "the child process talks nonsense" : "in the child process " + why);
        return true;
    }

    private boolean bringOut(ByteBuffer answer) {
        CodedBytes buffer = home();
        if (buffer == null) {
            return false;
        }
        int slot = answer.remaining() < 14 ? -1 : answer.get();
        int bytes = slot < 0 ? 0 : answer.getInt();
        if (slot < 0 || slot >= SharedMemory.SLOTS || bytes <= 0 || bytes > memory.codedBytes()) {
            fail("the child process talks nonsense of coded bytes");
            return true;
        }
        boolean keyFrame = answer.get() == 1;
        info.copyFrom(of(answer.getLong()));
        if (!Wire.region(answer, info.damage(), format.width(), format.height())) {
            fail("the child process talks nonsense of what changed");
            return true;
        }
        info.nanos(Stage.ENCODED, context.clock().nanoTime());
        buffer.fill(memory.coded(slot), bytes);
        offer(buffer, keyFrame);
        return true;
    }

    private void offer(CodedBytes buffer, boolean keyFrame) {
        CodedFrame frame = context.coded(info, keyFrame, buffer.bytes(), buffer.address(), buffer);
        if (frame == null) {
            buffer.run();
            keyFrameWanted = true;
        } else if (context.sink().offer(frame) == Offer.DROPPED) {
            keyFrameWanted = true;
        }
    }

    /** The picture with this number, or the newest. */
    private FrameInfo of(long sequence) {
        for (FrameInfo one : infos) {
            if (one.sequence() == sequence) {
                return one;
            }
        }
        return infos[Math.floorMod(nextInfo - 1, infos.length)];
    }

    private @Nullable CodedBytes home() {
        for (CodedBytes buffer : buffers) {
            if (buffer.isHome()) {
                return buffer;
            }
        }
        return null;
    }

    private void fail(String why) {
        failed = true;
        child.close();
        context.events().failed(new IllegalStateException(why));
    }

    @Override
    public void requestKeyFrame() {
        keyFrameWanted = true;
    }

    @Override
    public boolean invalidate(long first, long last) {
        return false;
    }

    /** False: whether the encoder in the child can is known there only. */
    @Override
    public boolean retarget(RateTarget rate) {
        return false;
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public boolean drained() {
        return failed || closed || !busy;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            child.close();
            try {
                memory.close();
            } catch (IOException e) {
                // A name is left in a folder of passing things.
            }
        }
    }
}
