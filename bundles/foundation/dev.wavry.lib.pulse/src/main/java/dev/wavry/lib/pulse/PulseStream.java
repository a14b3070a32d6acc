package dev.wavry.lib.pulse;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A stream of signed 16-bit little-endian samples from or to the server, which converts rate and channels where they differ.
 * Belongs to its connection's thread and dies with the connection; {@link #close} it all the same.
 */
@ProviderType
public final class PulseStream implements AutoCloseable {
    /** The latency is not known yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final int FLAGS =
            Pulse.INTERPOLATE_TIMING | Pulse.AUTO_TIMING_UPDATE | Pulse.DONT_MOVE | Pulse.ADJUST_LATENCY;
    private static final int NO_MONITOR = -1;
    private static final int PERIODS_QUEUED = 2;
    private static final int WHATEVER = -1;
    /** {@code pa_channel_position} in the order of RIFF WAVE files. */
    private static final int[] PLACES = {1, 2, 3, 7, 5, 6, 10, 11};

    private static final int[] CORNERS = {1, 2, 5, 6};

    private final Memory scratch = new Memory(32);
    private final long scratchAddress = Pointer.nativeValue(scratch);
    private long stream;

    private PulseStream(PulseConnection connection, String name, int rate, int channels) {
        scratch.clear();
        try (Memory spec = new Memory(12);
                Memory map = new Memory(4 + 32 * 4)) {
            spec.setInt(0, Pulse.S16LE);
            spec.setInt(4, rate);
            spec.setInt(8, channels);
            map.clear();
            map.setInt(0, channels);
            for (int i = 0; i < channels; i++) {
                map.setInt(4 + 4L * i, place(i, channels));
            }
            stream = Pulse.pa_stream_new(
                    connection.context(), name, Pointer.nativeValue(spec), Pointer.nativeValue(map));
        }
    }

    private static int place(int channel, int channels) {
        return switch (channels) {
            case 1 -> 0;
            case 4 -> CORNERS[channel];
            default -> PLACES[channel];
        };
    }

    /**
     * Begins to record; {@link #isReady} and {@link #isDead} tell what became of it.
     *
     * @param source name of the source
     * @param playing number of the one program to hear of a sink's monitor, or -1 for all
     * @param periodBytes how many bytes to get at a time, about
     */
    public static PulseStream record(
            PulseConnection connection,
            String name,
            int rate,
            int channels,
            String source,
            int playing,
            int periodBytes) {
        PulseStream made = new PulseStream(connection, name, rate, channels);
        if (made.stream != 0) {
            boolean ok = playing == NO_MONITOR || Pulse.pa_stream_set_monitor_stream(made.stream, playing) >= 0;
            try (Memory attributes = attributes(WHATEVER, WHATEVER, WHATEVER, periodBytes)) {
                if (!ok
                        || Pulse.pa_stream_connect_record(made.stream, source, Pointer.nativeValue(attributes), FLAGS)
                                < 0) {
                    made.close();
                }
            }
        }
        return made;
    }

    /**
     * Begins to play; it starts and goes on with silence while nothing is written.
     *
     * @param sink name of the sink
     * @param periodBytes how many bytes are asked for at a time, about; twice as many are queued
     */
    public static PulseStream play(
            PulseConnection connection, String name, int rate, int channels, String sink, int periodBytes) {
        PulseStream made = new PulseStream(connection, name, rate, channels);
        if (made.stream != 0) {
            try (Memory attributes = attributes(PERIODS_QUEUED * periodBytes, 0, periodBytes, WHATEVER)) {
                if (Pulse.pa_stream_connect_playback(made.stream, sink, Pointer.nativeValue(attributes), FLAGS, 0, 0)
                        < 0) {
                    made.close();
                }
            }
        }
        return made;
    }

    private static Memory attributes(int target, int before, int least, int fragment) {
        Memory attributes = new Memory(20);
        attributes.setInt(0, WHATEVER);
        attributes.setInt(4, target);
        attributes.setInt(8, before);
        attributes.setInt(12, least);
        attributes.setInt(16, fragment);
        return attributes;
    }

    /** True if samples flow. */
    public boolean isReady() {
        return stream != 0 && Pulse.pa_stream_get_state(stream) == Pulse.STREAM_READY;
    }

    /** True if it was refused or ended: its source or sink is gone, or the server. */
    public boolean isDead() {
        return stream == 0 || Pulse.pa_stream_get_state(stream) >= Pulse.STREAM_FAILED;
    }

    /** Bytes that were recorded and not yet dropped. */
    public int readable() {
        long bytes = Pulse.pa_stream_readable_size(stream);
        return bytes < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** Bytes of the oldest recorded piece, 0 if there is none; {@link #drop} it afterwards. */
    public int peek() {
        if (Pulse.pa_stream_peek(stream, scratchAddress, scratchAddress + 8) < 0) {
            return 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, scratch.getLong(8));
    }

    /** True if the piece that was peeked at is a hole: so many bytes are missing. */
    public boolean isHole() {
        return scratch.getLong(0) == 0;
    }

    /** Copies a part of the piece that was peeked at. */
    public void copy(int from, int bytes, long toAddress) {
        LibC.memcpy(toAddress, scratch.getLong(0) + from, bytes);
    }

    /** Goes on to the next piece. */
    public void drop() {
        Pulse.pa_stream_drop(stream);
    }

    /** Bytes that may be written now. */
    public int writable() {
        long bytes = Pulse.pa_stream_writable_size(stream);
        return bytes < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** Writes bytes, which are copied; false if the stream died. */
    public boolean write(long address, int bytes) {
        return Pulse.pa_stream_write(stream, address, bytes, 0, 0, 0) >= 0;
    }

    /** How long ago the next byte to be peeked at was in the air, or how long a byte written now takes until it sounds; {@link #UNKNOWN} at first. */
    public long latencyNanos() {
        if (Pulse.pa_stream_get_latency(stream, scratchAddress + 16, scratchAddress + 24) < 0) {
            return UNKNOWN;
        }
        long nanos = scratch.getLong(16) * 1000;
        return scratch.getInt(24) != 0 ? -nanos : nanos;
    }

    /** Where playing last ran empty; a number that changes each time. */
    public long emptyAt() {
        return Pulse.pa_stream_get_underflow_index(stream);
    }

    /** Stops for a while, in a way that the system shows; or goes on, with nothing left from before. */
    public void pause(boolean paused) {
        if (isReady()) {
            unref(Pulse.pa_stream_cork(stream, paused ? 1 : 0, 0, 0));
            unref(Pulse.pa_stream_flush(stream, 0, 0));
        }
    }

    private static void unref(long operation) {
        if (operation != 0) {
            Pulse.pa_operation_unref(operation);
        }
    }

    @Override
    public void close() {
        if (stream != 0) {
            Pulse.pa_stream_disconnect(stream);
            Pulse.pa_stream_unref(stream);
            stream = 0;
        }
    }

    /** Where a direct buffer begins. Not for the hot path: keep the answer. */
    public static long address(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }
}
