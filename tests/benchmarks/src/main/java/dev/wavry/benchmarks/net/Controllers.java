package dev.wavry.benchmarks.net;

import dev.wavry.congestion.delta.internal.DeltaFactory;
import dev.wavry.congestion.delta.internal.DeltaSettings;
import dev.wavry.congestion.scream.internal.ScreamFactory;
import dev.wavry.spi.control.CongestionControl;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.tck.CongestionBench;
import java.lang.annotation.Annotation;
import java.util.List;

/** The controllers that are compared, as they are by default. */
final class Controllers {
    static final List<String> NAMES = List.of("delta", "scream");

    private static final int FLOOR_KBPS = 300;
    private static final int QUEUE_MILLIS = 15;
    private static final int BACK_OFF_PERCENT = 85;

    private Controllers() {}

    static CongestionControl open(String name, int firstKbps, int mostKbps) {
        RateTarget first = new RateTarget(firstKbps, 60);
        RateTarget most = new RateTarget(mostKbps, 60);
        CongestionControlFactory factory =
                switch (name) {
                    case "delta" -> new DeltaFactory(new Defaults());
                    case "scream" -> new ScreamFactory();
                    default ->
                        throw new IllegalArgumentException("'" + name + "' is not a controller; there are: " + NAMES);
                };
        return factory.open(first, most, new CongestionBench());
    }

    private record Defaults() implements DeltaSettings {
        @Override
        public int floorKbps() {
            return FLOOR_KBPS;
        }

        @Override
        public int queueLimitMillis() {
            return QUEUE_MILLIS;
        }

        @Override
        public int backOffPercent() {
            return BACK_OFF_PERCENT;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return DeltaSettings.class;
        }
    }
}
