package dev.wavry.codec.isolated.internal;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The child process: opens one encoder, codes what it is told to, and ends when nobody is there to tell it anything. */
public final class ChildMain {
    /** More orders than the parent ever has under way. */
    private static final int ORDERS = 8;

    private final Wire.Writer parent;
    private final ArrayBlockingQueue<ByteBuffer> orders = new ArrayBlockingQueue<>(ORDERS - 2);

    private ChildMain(Wire.Writer parent) {
        this.parent = parent;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Wire.Writer parent = new Wire.Writer(new FileOutputStream(FileDescriptor.out));
        // Whatever the encoder prints must not get between our words.
        System.setOut(System.err);
        ChildMain child = new ChildMain(parent);
        Thread reader = new Thread(() -> child.read(System.in), "wavry-orders");
        reader.setDaemon(true);
        reader.start();
        try {
            child.serve(child.orders.take());
        } catch (Exception | Error e) {
            Wire.text(parent.begin(Wire.FAILED), String.valueOf(e.getMessage()));
            parent.send();
        }
        Runtime.getRuntime().halt(1);
    }

    /** Also while the encoder hangs: the end of the orders is the end of the parent. */
    private void read(InputStream in) {
        ByteBuffer[] buffers = new ByteBuffer[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            buffers[i] = ByteBuffer.allocate(Wire.MOST_BYTES);
        }
        try {
            for (int i = 0; Wire.read(in, buffers[i % ORDERS]); i++) {
                orders.put(buffers[i % ORDERS]);
            }
        } catch (IOException | InterruptedException e) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(ByteBuffer first) throws Exception {
        if (first.get() != Wire.OPEN) {
            throw new IOException("the first order is not to open something");
        }
        String factory = word(first);
        CodecId codec = new CodecId(word(first));
        String implementation = word(first);
        Path file = Path.of(word(first));
        VideoFormat format = new VideoFormat(first.getInt(), first.getInt(), PixelFormat.BGR0);
        RateTarget rate = new RateTarget(first.getInt(), first.getInt());
        EncoderSpec spec = new EncoderSpec(codec, implementation, format, rate, first.getInt());
        SharedMemory memory = SharedMemory.open(file, format);
        ChildContext context = new ChildContext(memory, parent);
        VideoEncoder encoder = make(factory).open(spec, context);
        parent.begin(Wire.OPENED);
        parent.send();
        work(encoder, context, memory, format);
    }

    private static String word(ByteBuffer from) throws IOException {
        String text = Wire.text(from);
        if (text == null) {
            throw new IOException("an order is cut short");
        }
        return text;
    }

    private void work(VideoEncoder encoder, ChildContext context, SharedMemory memory, VideoFormat format)
            throws Exception {
        PicturePool pool = new PicturePool(SharedMemory.SLOTS + 1);
        pool.adopt(format, new ByteBuffer[] {memory.picture()}, new int[] {memory.stride()});
        boolean owed = false;
        while (!context.failed()) {
            ByteBuffer order = owed ? orders.poll(500, TimeUnit.MICROSECONDS) : orders.take();
            if (order != null) {
                owed |= obey(order, encoder, pool, format);
            }
            encoder.doWork();
            if (owed && encoder.drained() && pool.outstanding() == 0) {
                owed = false;
                parent.begin(Wire.DONE).put((byte) (context.drops() ? 1 : 0));
                parent.send();
            }
        }
        Wire.text(parent.begin(Wire.FAILED), context.why());
        parent.send();
    }

    /** True if that was a picture. */
    private boolean obey(ByteBuffer order, VideoEncoder encoder, PicturePool pool, VideoFormat format)
            throws IOException {
        byte kind = order.get();
        if (kind == Wire.RATE) {
            encoder.retarget(new RateTarget(order.getInt(), order.getInt()));
            return false;
        }
        if (kind != Wire.ENCODE) {
            throw new IOException("an order of kind " + kind);
        }
        FrameSlot slot = Objects.requireNonNull(pool.tryAcquire(format), "the one picture is still out");
        slot.info().clear().sequence(order.getLong());
        if (order.get() == 1) {
            encoder.requestKeyFrame();
        }
        if (!Wire.region(order, slot.info().damage(), format.width(), format.height())) {
            throw new IOException("an order whose damage is none");
        }
        if (encoder.encode(slot.publish()) != Offer.ACCEPTED) {
            // Nothing of it comes; the parent gives what changed once more.
            parent.begin(Wire.DONE).put((byte) 2);
            parent.send();
            return false;
        }
        return true;
    }

    private static VideoEncoderFactory make(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName(name);
        Constructor<?> plain = constructor(type);
        return (VideoEncoderFactory)
                (plain == null
                        ? type.getConstructor(BundleContext.class).newInstance(context(type))
                        : plain.newInstance());
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** There is no framework here, so a bundle has a version and no place to keep anything. */
    private static BundleContext context(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        Object bundle = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Bundle.class},
                (proxy, method, given) -> method.getName().equals("getVersion") ? Version.emptyVersion : null);
        return (BundleContext) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {BundleContext.class},
                (proxy, method, given) -> method.getName().equals("getBundle") ? bundle : null);
    }
}
