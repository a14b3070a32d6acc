package dev.wavry.transport.tls.internal;

import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.CarrierContext;
import dev.wavry.spi.transport.DatagramSink;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A context that keeps what it is told. */
final class RecordingContext implements CarrierContext {
    record Arrival(PathAddress from, byte[] bytes, long nanos) {}

    final List<Arrival> arrivals = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    private final Map<String, AtomicLong> values = new ConcurrentHashMap<>();
    private DatagramSink sink = this::keep;

    RecordingContext sink(DatagramSink other) {
        sink = other;
        return this;
    }

    private void keep(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        arrivals.add(new Arrival(from, bytes, arrivalNanos));
    }

    @Override
    public String toString() {
        return arrivals.size() + " arrivals " + values + failures;
    }

    long count(String name) {
        return values.get(name).get();
    }

    @Override
    public DatagramSink sink() {
        return sink;
    }

    @Override
    public MediaClock clock() {
        return System::nanoTime;
    }

    @Override
    public Counters counters() {
        return (name, meaning) -> {
            AtomicLong value = values.computeIfAbsent(name, n -> new AtomicLong());
            return new Counter() {
                @Override
                public void add(long amount) {
                    value.addAndGet(amount);
                }

                @Override
                public long get() {
                    return value.get();
                }
            };
        };
    }

    @Override
    public StrategyEvents events() {
        return new StrategyEvents() {
            @Override
            public void reopenNeeded(String why) {
                failures.add(new IllegalStateException(why));
            }

            @Override
            public void failed(Throwable cause) {
                failures.add(cause);
            }
        };
    }
}
