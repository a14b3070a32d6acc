package dev.wavry.core.measure;

import dev.wavry.api.Percentiles;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.FlightRecorder;

/** Turns the times that a frame carries into distributions. All times must be in one clock. */
public final class FrameLatency {
    private final Durations capture = new Durations();
    private final Durations convert = new Durations();
    private final Durations encode = new Durations();
    private final Durations send = new Durations();
    private final Durations network = new Durations();
    private final Durations decode = new Durations();
    private final Durations present = new Durations();
    private final Durations total = new Durations();

    /** Takes the times of a presented frame. */
    public void presented(FrameInfo info) {
        span(capture, info, Stage.CHANGED, Stage.CAPTURED);
        span(convert, info, Stage.CAPTURED, Stage.CONVERTED);
        span(encode, info, Stage.CONVERTED, Stage.ENCODED);
        span(send, info, Stage.ENCODED, Stage.SENT);
        span(network, info, Stage.SENT, Stage.ASSEMBLED);
        span(decode, info, Stage.ASSEMBLED, Stage.DECODED);
        span(present, info, Stage.DECODED, Stage.PRESENTED);
        span(total, info, Stage.CHANGED, Stage.PRESENTED);
        // Asked first, because the class of an event starts the recorder when it is loaded: 0.1 s of the first frame.
        if (FlightRecorder.isInitialized()) {
            FramePresented.commit(info);
        }
    }

    private static void span(Durations into, FrameInfo info, Stage from, Stage to) {
        long start = info.nanos(from);
        long end = info.nanos(to);
        if (start != 0 && end != 0) {
            into.record(end - start);
        }
    }

    /** Change to presentation. */
    public Percentiles total() {
        return total.percentiles();
    }

    /** The parts, in order. */
    public Map<String, Percentiles> stages() {
        Map<String, Percentiles> stages = new LinkedHashMap<>();
        stages.put("capture", capture.percentiles());
        stages.put("convert", convert.percentiles());
        stages.put("encode", encode.percentiles());
        stages.put("send", send.percentiles());
        stages.put("network", network.percentiles());
        stages.put("decode", decode.percentiles());
        stages.put("present", present.percentiles());
        return stages;
    }

    /** Forgets everything. */
    public void reset() {
        for (Durations one : new Durations[] {capture, convert, encode, send, network, decode, present, total}) {
            one.reset();
        }
    }
}
