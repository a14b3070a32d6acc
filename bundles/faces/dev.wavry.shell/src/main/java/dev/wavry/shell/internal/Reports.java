package dev.wavry.shell.internal;

import dev.wavry.api.HandOver;
import dev.wavry.api.Percentiles;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReport;
import dev.wavry.api.SoundTrack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Words and objects for what sessions say of themselves. */
final class Reports {
    /** In the order a picture passes them. */
    static final List<String> STAGES = List.of("capture", "convert", "encode", "send", "network", "decode", "present");

    private Reports() {}

    static Map<String, Object> percentiles(Percentiles p) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("p50", p.p50());
        object.put("p95", p.p95());
        object.put("p99", p.p99());
        return object;
    }

    /** All stages, measured or not. */
    static Map<String, Object> stages(SessionReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String stage : STAGES) {
            object.put(stage, percentiles(report.stagesMs().getOrDefault(stage, Percentiles.NONE)));
        }
        return object;
    }

    static Map<String, Object> report(Session session, boolean last) {
        SessionReport report = session.report();
        Map<String, Object> object = Output.event("report");
        object.put("number", session.number());
        object.put("last", last);
        object.put("fps", report.framesPerSecond());
        object.put("bitrateKbps", report.bitrateKbps());
        object.put("latencyMs", percentiles(report.latencyMs()));
        object.put("stagesMs", stages(report));
        object.put("timeToFirstFrameMs", report.timeToFirstFrameMs());
        link(object, session, report);
        object.put("sound", report.sound().stream().map(Reports::sound).toList());
        object.put("counters", report.counters());
        return object;
    }

    private static Map<String, Object> sound(SoundTrack track) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("track", track.number());
        object.put("name", track.name());
        object.put("format", track.format());
        object.put("output", track.output());
        object.put("latencyMs", percentiles(track.latencyMs()));
        object.put("bufferMs", track.bufferMs());
        object.put("playedMs", track.playedMs());
        object.put("concealedMs", track.concealedMs());
        object.put("lostMs", track.lostMs());
        object.put("driftPpm", track.driftPpm());
        object.put("behindPictureMs", track.behindPictureMs());
        object.put("note", track.note());
        return object;
    }

    /** What belongs to the way between the two sides and to the plan. */
    static void link(Map<String, Object> object, Session session, SessionReport report) {
        object.put("rttMs", report.rttMs());
        object.put("jitterMs", report.jitterMs());
        object.put("lossRatio", report.lossRatio());
        object.put("clockOffsetMs", report.clockOffsetMs());
        object.put("encrypted", !session.cipher().isEmpty());
        object.put("cipher", session.cipher());
        object.put("plan", report.plan());
    }

    static Map<String, Object> handOver(HandOver result) {
        Map<String, Object> object = Output.event("handover");
        object.put("role", result.role().name());
        object.put("done", result.done());
        object.put("text", result.text());
        object.put("millis", result.millis());
        object.put("stagesMs", result.stagesMs());
        return object;
    }

    static String sentence(HandOver result) {
        String role = result.role().word();
        return result.done()
                ? String.format(
                        Locale.ROOT,
                        "The %s was replaced in %.1f ms%s: %s",
                        role,
                        result.millis(),
                        stages(result),
                        result.text())
                : "The " + role + " was not replaced: " + result.text();
    }

    private static String stages(HandOver result) {
        return result.stagesMs().isEmpty()
                ? ""
                : result.stagesMs().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** A table of the stages for people. */
    static String table(SessionReport report) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "%-10s %8s %8s %8s   ms%n", "stage", "p50", "p95", "p99"));
        for (String stage : STAGES) {
            row(table, stage, report.stagesMs().getOrDefault(stage, Percentiles.NONE));
        }
        row(table, "whole", report.latencyMs());
        return table.toString();
    }

    private static void row(StringBuilder table, String name, Percentiles p) {
        table.append(String.format(Locale.ROOT, "%-10s %8.2f %8.2f %8.2f%n", name, p.p50(), p.p95(), p.p99()));
    }
}
