package dev.wavry.shell.internal;

import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionReport;
import dev.wavry.api.WavryException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo measured.
 *
 * @param client the client's report
 * @param host counters of the host's side
 * @param reason the client's reason at the end
 * @param cipher name of the cipher; empty if none was agreed
 * @param link figures of the way
 * @param plan both sides' plans in one line
 * @param seconds how long pictures were shown
 */
record DemoResult(
        SessionReport client,
        Map<String, Long> host,
        SessionReason reason,
        String cipher,
        Map<String, Object> link,
        String plan,
        double seconds) {
    /**
     * @param millis since the client began to connect
     */
    static DemoResult of(Session client, @Nullable Session host, double millis) {
        SessionReport report = client.report();
        Map<String, Object> link = new LinkedHashMap<>();
        Reports.link(link, client, report);
        Map<String, Long> counters = host == null ? Map.of() : host.report().counters();
        // The host numbers its plans for the log; in a result the number only disturbs.
        String sending = host == null ? "" : host.report().plan().replaceFirst("^plan \\d+: ", "") + " -> ";
        String plan = sending + report.plan();
        double shownMillis = millis - Math.max(0, report.timeToFirstFrameMs());
        return new DemoResult(
                report, counters, client.reason(), client.cipher(), link, plan, Math.max(0.001, shownMillis / 1e3));
    }

    private long ofClient(String counter) {
        return client.counters().getOrDefault(counter, 0L);
    }

    private long ofHost(String counter) {
        return host.getOrDefault(counter, 0L);
    }

    /** Before the encoder on the host and before the screen on the client. */
    private long dropped() {
        return ofHost("framesDropped") + ofClient("framesDropped");
    }

    /** Over the whole run, unlike what a report says of its last interval. */
    private double framesPerSecond() {
        return ofClient("framesPresented") / seconds;
    }

    /** Over the whole run, everything counted that came over the wire. */
    private double bitrateKbps() {
        return ofClient("riftBytesReceived") * 8 / 1e3 / seconds;
    }

    boolean nothingShown() {
        return ofClient("framesPresented") == 0;
    }

    /** Why nothing was shown. */
    WavryException problem() {
        boolean known = reason != SessionReason.NONE && reason != SessionReason.CLOSED_HERE;
        return known
                ? new WavryException(reason.kind(), "No picture was presented", reason.sentence())
                : DemoCommand.nothing(plan);
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("framesCaptured", ofHost("framesCaptured"));
        object.put("framesEncoded", ofHost("framesEncoded"));
        object.put("framesPresented", ofClient("framesPresented"));
        object.put("framesDropped", dropped());
        object.put("fps", framesPerSecond());
        object.put("bitrateKbps", bitrateKbps());
        object.put("latencyMs", Reports.percentiles(client.latencyMs()));
        object.put("stagesMs", Reports.stages(client));
        object.put("timeToFirstFrameMs", client.timeToFirstFrameMs());
        object.putAll(link);
        object.put("plan", plan);
        object.put("seconds", seconds);
        return object;
    }

    String text() {
        return Reports.table(client)
                + String.format(
                        Locale.ROOT,
                        "%d pictures captured, %d presented, %d dropped; %.0f fps, %.2f Mbit/s%n",
                        ofHost("framesCaptured"),
                        ofClient("framesPresented"),
                        dropped(),
                        framesPerSecond(),
                        bitrateKbps() / 1000)
                + String.format(
                        Locale.ROOT,
                        "first picture after %.0f ms, round trip %.2f ms, loss %.2f %%, %s%n",
                        client.timeToFirstFrameMs(),
                        client.rttMs(),
                        client.lossRatio() * 100,
                        cipher.isEmpty() ? "not encrypted" : "encrypted with " + cipher)
                + "plan: " + plan;
    }
}
