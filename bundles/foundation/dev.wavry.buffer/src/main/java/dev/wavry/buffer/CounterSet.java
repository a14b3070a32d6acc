package dev.wavry.buffer;

import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Named counters of one scope; reading them costs their writers nothing. Safe from any thread. */
public final class CounterSet implements Counters {
    private final Map<String, Cell> cells = new ConcurrentSkipListMap<>();

    @Override
    public Counter counter(String name, String meaning) {
        return cells.computeIfAbsent(name, key -> new Cell(meaning));
    }

    /** The values by name. */
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        cells.forEach((name, cell) -> values.put(name, cell.get()));
        return values;
    }

    /** The meanings by name. */
    public Map<String, String> meanings() {
        Map<String, String> meanings = new TreeMap<>();
        cells.forEach((name, cell) -> meanings.put(name, cell.meaning));
        return meanings;
    }

    private static final class Cell implements Counter {
        private final AtomicLong value = new AtomicLong();
        private final String meaning;

        Cell(String meaning) {
            this.meaning = meaning;
        }

        @Override
        public void add(long amount) {
            // One writer: a plain read and an ordered write are enough and stay off the bus lock.
            value.lazySet(value.getPlain() + amount);
        }

        @Override
        public long get() {
            return value.get();
        }
    }
}
