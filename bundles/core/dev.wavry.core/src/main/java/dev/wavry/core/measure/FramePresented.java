package dev.wavry.core.measure;

import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.Stage;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A frame on its way to the display, for Java Flight Recorder; made only while somebody records. */
@Name("dev.wavry.FramePresented")
@Label("Frame presented")
@Category("Wavry")
@Description("One frame from the change on the host to its presentation here")
@StackTrace(false)
final class FramePresented extends Event {
    @Label("Sequence")
    long sequence;

    @Label("Epoch")
    int epoch;

    @Label("Capture")
    @Timespan
    long capture;

    @Label("Convert")
    @Timespan
    long convert;

    @Label("Encode")
    @Timespan
    long encode;

    @Label("Network")
    @Timespan
    long network;

    @Label("Decode")
    @Timespan
    long decode;

    @Label("Present")
    @Timespan
    long present;

    @Label("Total")
    @Timespan
    long total;

    static void commit(FrameInfo info) {
        FramePresented event = new FramePresented();
        if (!event.isEnabled()) {
            return;
        }
        event.sequence = info.sequence();
        event.epoch = info.epoch();
        event.capture = info.nanos(Stage.CAPTURED) - info.nanos(Stage.CHANGED);
        event.convert = info.nanos(Stage.CONVERTED) - info.nanos(Stage.CAPTURED);
        event.encode = info.nanos(Stage.ENCODED) - info.nanos(Stage.CONVERTED);
        event.network = info.nanos(Stage.ASSEMBLED) - info.nanos(Stage.ENCODED);
        event.decode = info.nanos(Stage.DECODED) - info.nanos(Stage.ASSEMBLED);
        event.present = info.nanos(Stage.PRESENTED) - info.nanos(Stage.DECODED);
        event.total = info.nanos(Stage.PRESENTED) - info.nanos(Stage.CHANGED);
        event.commit();
    }
}
