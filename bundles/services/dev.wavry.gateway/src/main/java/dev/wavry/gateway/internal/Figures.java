package dev.wavry.gateway.internal;

import dev.wavry.buffer.CounterSet;
import dev.wavry.spi.health.Counter;
import java.util.Map;

/** What a gateway counts. Written by its event loop. */
final class Figures {
    private final CounterSet set = new CounterSet();
    final Counter logins = set.counter("gateway.logins", "Keys that proved themselves.");
    final Counter wrongLogins = set.counter("gateway.refused.login", "Logins whose proof was wrong.");
    final Counter asks = set.counter("gateway.asks", "Questions for a host that were passed on.");
    final Counter absent = set.counter("gateway.refused.absent", "Questions for a host that is not here.");
    final Counter quota = set.counter("gateway.refused.quota", "Questions beyond the quota of a key.");
    final Counter refusals = set.counter("gateway.refused.host", "Questions that the host refused.");
    final Counter answers = set.counter("gateway.answers", "Questions that the host answered.");
    final Counter leases = set.counter("gateway.leases", "Leases signed.");
    final Counter malformed = set.counter("gateway.dropped.malformed", "Messages that are none, or out of turn.");
    final Counter crowded = set.counter("gateway.refused.crowded", "Connections beyond the limit of an address.");

    Map<String, Long> values() {
        return set.values();
    }

    String text(Map<String, Long> gauges) {
        StringBuilder out = new StringBuilder();
        set.meanings().forEach((name, meaning) -> {
            String metric = "wavry_" + name.replace('.', '_');
            out.append("# HELP ").append(metric).append(' ').append(meaning).append('\n');
            out.append("# TYPE ").append(metric).append(" counter\n");
            out.append(metric).append(' ').append(set.values().get(name)).append('\n');
        });
        gauges.forEach((name, value) -> {
            String metric = "wavry_" + name.replace('.', '_');
            out.append("# TYPE ").append(metric).append(" gauge\n");
            out.append(metric).append(' ').append(value).append('\n');
        });
        return out.toString();
    }
}
