package dev.wavry.core.sound;

import dev.wavry.rift.message.SoundPacket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/** A tone on its way from one machine to another in simulated time: two clocks, a network, and an ear that listens. */
final class Way implements Playout.Voice {
    static final int FRAME = 240;
    static final long FRAME_NANOS = 5_000_000L;
    private static final double AMPLITUDE = 0.3;
    private static final int WINDOW = 2400;

    final TrackFigures figures = new TrackFigures();
    final JitterBuffer buffer = new JitterBuffer(FRAME_NANOS);
    final Playout playout = new Playout(buffer, FRAME, FRAME, this, figures);
    private final Random random;
    private final PriorityQueue<Flight> flights = new PriorityQueue<>(Comparator.comparingLong(Flight::arrives));
    private final Queue<byte[]> free = new ArrayDeque<>();
    private final SoundPacket packet = new SoundPacket();
    private final ByteBuffer bytes = ByteBuffer.allocate(4096);
    private final ByteBuffer nothing = ByteBuffer.allocate(0);
    private final float[] out = new float[2 * FRAME];
    private final float[] window = new float[WINDOW];
    private ByteBuffer before = ByteBuffer.allocate(0);
    private int filled;
    private long number;
    private long nowNanos = 1_000_000_000_000L;
    private final long senderAhead = -777_000_000_000L;
    private double senderNextNanos = nowNanos;

    double loss;
    double ppm;
    double hertz = 1000;
    long jitterNanos;
    boolean repeats;
    boolean silent;
    long concealedCalls;
    double worstResidual;
    double worstHertz;
    int quietWindows;
    int windows;

    private record Flight(long arrives, byte[] packet, long number, long capturedNanos) {}

    Way(long seed) {
        random = new Random(seed);
    }

    /** Lets so much time pass; hears from the second half of each second on if {@code listen}. */
    void run(double seconds, boolean listen) {
        long end = nowNanos + (long) (seconds * 1e9);
        while (nowNanos < end) {
            nowNanos += FRAME_NANOS;
            while (senderNextNanos + FRAME_NANOS <= nowNanos) {
                send((long) senderNextNanos);
                senderNextNanos += FRAME_NANOS / (1 + ppm / 1e6);
            }
            while (!flights.isEmpty() && flights.peek().arrives <= nowNanos) {
                Flight flight = flights.poll();
                ByteBuffer in = ByteBuffer.wrap(flight.packet);
                if (!packet.read(in)) {
                    throw new AssertionError("a packet that is none");
                }
                buffer.put(flight.number, flight.capturedNanos, packet, in, flight.arrives);
            }
            Arrays.fill(out, 0);
            playout.addTo(out, FRAME, nowNanos, 1, 1);
            if (listen) {
                listen();
            }
        }
    }

    private void send(long capturedNanos) {
        ByteBuffer frame = ByteBuffer.allocate(2 * FRAME);
        for (int i = 0; i < FRAME; i++) {
            double at = (number * FRAME + i) * hertz / 48_000;
            frame.putShort((short) Math.round(32767 * AMPLITUDE * Math.sin(2 * Math.PI * at)));
        }
        frame.flip();
        bytes.clear();
        if (silent) {
            SoundPacket.write(bytes, 1, SoundPacket.SILENT, nothing, nothing);
        } else {
            SoundPacket.write(bytes, 1, 0, frame, repeats ? before : nothing);
        }
        before = frame;
        bytes.flip();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        long way = 3_000_000L + (long) (random.nextDouble() * jitterNanos);
        if (random.nextDouble() >= loss) {
            flights.add(new Flight(capturedNanos + FRAME_NANOS + way, copy, number, capturedNanos + senderAhead));
        }
        number++;
    }

    private void listen() {
        for (int i = 0; i < FRAME; i++) {
            window[filled++] = out[2 * i];
            if (filled == WINDOW) {
                filled = 0;
                judge();
            }
        }
    }

    /** Fits a sine of any frequency near the tone; what is left of the window is what does not belong there. */
    private void judge() {
        windows++;
        double energy = 0;
        for (float sample : window) {
            energy += sample * sample;
        }
        if (energy / WINDOW < AMPLITUDE * AMPLITUDE / 20) {
            quietWindows++;
            return;
        }
        double best = Double.MAX_VALUE;
        double bestHertz = 0;
        for (double step = 4; step > 0.02; step /= 3) {
            double middle = bestHertz == 0 ? hertz : bestHertz;
            for (int k = -4; k <= 4; k++) {
                double left = residual(middle + k * step);
                if (left < best) {
                    best = left;
                    bestHertz = middle + k * step;
                }
            }
        }
        worstResidual = Math.max(worstResidual, best / energy);
        worstHertz = Math.max(worstHertz, Math.abs(bestHertz - hertz));
    }

    private double residual(double at) {
        double cc = 0;
        double ss = 0;
        double cs = 0;
        double xc = 0;
        double xs = 0;
        double xx = 0;
        for (int i = 0; i < WINDOW; i++) {
            double angle = 2 * Math.PI * at * i / 48_000;
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            cc += c * c;
            ss += s * s;
            cs += c * s;
            xc += window[i] * c;
            xs += window[i] * s;
            xx += window[i] * window[i];
        }
        double det = cc * ss - cs * cs;
        double a = (xc * ss - xs * cs) / det;
        double b = (xs * cc - xc * cs) / det;
        return xx - a * xc - b * xs;
    }

    @Override
    public boolean decode(JitterBuffer.Taken taken, float[] stereo) {
        for (int i = 0; i < FRAME; i++) {
            float value = taken.packet.getShort(2 * i) / 32768f;
            stereo[2 * i] = value;
            stereo[2 * i + 1] = value;
        }
        return true;
    }

    @Override
    public void conceal(float[] stereo) {
        concealedCalls++;
        Arrays.fill(stereo, 0);
    }

    @Override
    public boolean changed() {
        return false;
    }
}
