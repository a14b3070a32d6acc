package dev.wavry.tck.link;

import dev.wavry.spi.control.CongestionControl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Frames at the controller's rate, cut into packets, paced onto a link, and reported back as RIFT reports: the loop that a controller closes. */
public final class VideoFlow {
    /** Bytes of a packet on the wire. */
    public static final int PACKET_BYTES = 1200;

    private static final long MILLI = 1_000_000;
    private static final long REPORT_NANOS = 5 * MILLI;
    private static final int REPORT_PACKETS = 16;
    private static final int REORDER = 3;
    private static final long TIMER_NANOS = 25 * MILLI;

    private record Report(long dueAt, long[] numbers, long[] times) {}

    private final EmulatedLink link;
    private final int id;
    private final CongestionControl control;
    private final SplittableRandom random;
    private final long returnNanos;
    private final long farClockNanos;
    private final List<long[]> sent = new ArrayList<>();
    private final ArrayDeque<Report> reports = new ArrayDeque<>();
    private final List<long[]> arrivals = new ArrayList<>();
    private final ReportedPackets report = new ReportedPackets();
    private int appKbps = Integer.MAX_VALUE;
    private long nextFrameAt;
    private long backlogBytes;
    private long paceClearAt;
    private long reportAt = Long.MAX_VALUE;
    private long timerAt;
    private long judged;
    private long highest = -1;
    private boolean reported;
    private long rttNanos;
    private long sentBytes;
    private long receivedBytes;
    private long lostPackets;

    /**
     * @param returnNanos how long a report travels
     * @param farClockNanos the far side's clock minus ours
     */
    public VideoFlow(
            EmulatedLink link,
            int id,
            CongestionControl control,
            long returnNanos,
            long farClockNanos,
            SplittableRandom random) {
        this.link = link;
        this.id = id;
        this.control = control;
        this.returnNanos = returnNanos;
        this.farClockNanos = farClockNanos;
        this.random = random;
    }

    /** The source has no more than this to send. */
    public void appKbps(int kbps) {
        appKbps = kbps;
    }

    /** One of its packets came out of the link. */
    public void arrived(long number, int bytes, long atNanos) {
        receivedBytes += bytes;
        arrivals.add(new long[] {number, atNanos});
        reportAt = arrivals.size() >= REPORT_PACKETS ? atNanos : Math.min(reportAt, atNanos + REPORT_NANOS);
    }

    /** Does what is due. */
    public void work(long now) {
        if (now >= reportAt) {
            report(now);
        }
        while (!reports.isEmpty() && reports.peek().dueAt <= now) {
            take(reports.remove(), now);
        }
        if (now >= timerAt) {
            control.onTimer(now);
            timerAt = now + TIMER_NANOS;
        }
        if (now >= nextFrameAt) {
            int fps = control.target().framesPerSecond();
            nextFrameAt = Math.max(nextFrameAt, now - MILLI) + 1_000_000_000L / fps;
            double kbps = Math.min(appKbps, control.target().bitrateKbps());
            // Frames differ in size, and an encoder that has nothing to send does not save it up.
            backlogBytes += (long) (kbps * 125 / fps * (0.8 + 0.4 * random.nextDouble()));
        }
        send(now);
    }

    private void send(long now) {
        long burst = Math.max(2L * PACKET_BYTES * 8_000_000L / control.paceKbps(), MILLI / 2);
        while (backlogBytes > 0 && paceClearAt - now < burst && (reported || sentBytes < control.firstBytes())) {
            int bytes = (int) Math.min(PACKET_BYTES, Math.max(100, backlogBytes));
            backlogBytes = Math.max(0, backlogBytes - bytes);
            paceClearAt = Math.max(paceClearAt, now) + bytes * 8_000_000L / control.paceKbps();
            sentBytes += bytes;
            sent.add(new long[] {now, bytes, 0});
            link.send(id, sent.size() - 1, bytes, now);
        }
    }

    private void report(long now) {
        long[] numbers = new long[arrivals.size()];
        long[] times = new long[arrivals.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = arrivals.get(i)[0];
            times[i] = arrivals.get(i)[1];
        }
        arrivals.clear();
        reportAt = Long.MAX_VALUE;
        reports.add(new Report(now + returnNanos, numbers, times));
    }

    private void take(Report from, long now) {
        for (int i = 0; i < from.numbers.length; i++) {
            long[] packet = sent.get((int) from.numbers[i]);
            packet[2] = from.times[i] + farClockNanos;
            highest = Math.max(highest, from.numbers[i]);
        }
        long[] newest = sent.get((int) from.numbers[from.numbers.length - 1]);
        long sample = now - newest[0];
        rttNanos = rttNanos == 0 ? sample : (7 * rttNanos + sample) / 8;
        reported = true;
        report.clear(rttNanos);
        long sure = highest - REORDER;
        // In order of sending: what came, and what three others overtook.
        for (; judged <= highest; judged++) {
            long[] packet = sent.get((int) judged);
            if (packet[2] == 0 && judged > sure) {
                break;
            }
            lostPackets += packet[2] == 0 ? 1 : 0;
            report.add((int) packet[1], packet[0], packet[2] == 0 ? Long.MIN_VALUE : packet[2]);
        }
        if (report.count() > 0) {
            control.onFeedback(report, now);
        }
    }

    /** Bytes sent so far. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Bytes that arrived so far. */
    public long receivedBytes() {
        return receivedBytes;
    }

    /** Packets that never arrived, as the sender knows so far. */
    public long lostPackets() {
        return lostPackets;
    }

    /** Bytes that wait for the pace. */
    public long backlogBytes() {
        return backlogBytes;
    }
}
