package dev.wavry.codec.isolated.internal;

import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running child process, seen from its parent. Orders come from one thread at a time; {@link #close} may come from any. */
final class Child implements AutoCloseable {
    /** A Java machine that loads video libraries, on a busy machine. */
    private static final long OPEN_SECONDS = 4;
    /** Answers that may wait; more than belong to one picture. */
    private static final int ANSWERS = 8;

    private static final List<String> KEPT_ENVIRONMENT = List.of("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH");

    private final Process process;
    private final Wire.Writer orders;
    private final ArrayBlockingQueue<ByteBuffer> answers = new ArrayBlockingQueue<>(ANSWERS - 2);
    private volatile String end = "";

    private Child(Process process) {
        this.process = process;
        this.orders = new Wire.Writer(process.getOutputStream());
        Thread reader = new Thread(() -> read(process.getInputStream()), "wavry-isolated-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one and returns once its encoder is open; on OPENER. */
    static Child open(String classPath, String factory, EncoderSpec spec, SharedMemory memory)
            throws CannotOpenException {
        Child child = start(classPath);
        try {
            ByteBuffer order = child.orders.begin(Wire.OPEN);
            Wire.text(order, factory);
            Wire.text(order, spec.codec().id());
            Wire.text(order, spec.implementation());
            Wire.text(order, memory.file().toString());
            order.putInt(spec.format().width()).putInt(spec.format().height());
            order.putInt(spec.rate().bitrateKbps()).putInt(spec.rate().framesPerSecond());
            order.putInt(spec.threads());
            child.orders.send();
            child.awaitOpened();
            return child;
        } catch (IOException e) {
            child.close();
            throw broken("the child process took no order: " + e.getMessage());
        } catch (CannotOpenException e) {
            child.close();
            throw e;
        }
    }

    private static Child start(String classPath) throws CannotOpenException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                ChildMain.class.getName());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT_ENVIRONMENT);
        environment.put("SVT_LOG", "1");
        // Not an argument: it is longer than lists of processes show.
        environment.put("CLASSPATH", classPath);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw broken("no child process can be started: " + e.getMessage());
        }
    }

    private void awaitOpened() throws CannotOpenException {
        try {
            ByteBuffer answer = answers.poll(OPEN_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw broken(end.isEmpty() ? "the child process did not open it within " + OPEN_SECONDS + " s" : end);
            }
            byte kind = answer.get();
            if (kind != Wire.OPENED) {
                String why = kind == Wire.FAILED ? Wire.text(answer) : null;
                throw broken(why == null ? "the child process talks nonsense" : why);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken("the wait for the child process was cut short");
        }
    }

    private static CannotOpenException broken(String why) {
        return new CannotOpenException(
                Reason.BROKEN,
                "The encoder could not be opened in a process of its own: " + why,
                "Choose the same encoder without isolation");
    }

    private void read(InputStream in) {
        ByteBuffer[] buffers = new ByteBuffer[ANSWERS];
        for (int i = 0; i < ANSWERS; i++) {
            buffers[i] = ByteBuffer.allocate(Wire.MOST_BYTES);
        }
        try {
            for (int i = 0; Wire.read(in, buffers[i % ANSWERS]); i++) {
                answers.put(buffers[i % ANSWERS]);
            }
            end = "the child process " + process.pid() + " ended";
        } catch (IOException e) {
            end = "the child process " + process.pid() + " cannot be understood: " + e.getMessage();
        } catch (InterruptedException e) {
            end = "nobody listens to the child process";
        }
    }

    /** The next answer, dead after the next call; null if there is none. */
    @Nullable
    ByteBuffer poll() {
        return answers.poll();
    }

    /** What became of it, once it has ended; else empty. */
    String end() {
        return answers.isEmpty() ? end : "";
    }

    /** Its number in the system. */
    long pid() {
        return process.pid();
    }

    void encode(long sequence, boolean keyFrame, Region damage) throws IOException {
        ByteBuffer order = orders.begin(Wire.ENCODE).putLong(sequence).put((byte) (keyFrame ? 1 : 0));
        Wire.region(order, damage);
        orders.send();
    }

    void retarget(RateTarget rate) throws IOException {
        orders.begin(Wire.RATE).putInt(rate.bitrateKbps()).putInt(rate.framesPerSecond());
        orders.send();
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already.
        }
        // Whoever waits to hand over an answer need wait no longer.
        answers.clear();
    }
}
