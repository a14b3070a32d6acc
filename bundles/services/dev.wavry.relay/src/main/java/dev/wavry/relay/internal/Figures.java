package dev.wavry.relay.internal;

import dev.wavry.buffer.CounterSet;
import dev.wavry.reach.relay.RelayRefusal;
import dev.wavry.spi.health.Counter;
import java.util.Locale;
import java.util.Map;

/** What a relay counts. Written by its event loop. */
final class Figures {
    private final CounterSet set = new CounterSet();
    final Counter forwarded = set.counter("relay.forwarded.datagrams", "Datagrams given to the other side.");
    final Counter forwardedBytes = set.counter("relay.forwarded.bytes", "Bytes of these, heads included.");
    final Counter unknown = set.counter("relay.dropped.unknown", "Datagrams for a channel that does not exist.");
    final Counter elsewhere = set.counter("relay.dropped.elsewhere", "Datagrams from another address than was proven.");
    final Counter alone = set.counter("relay.dropped.alone", "Datagrams while the other side was not there.");
    final Counter over = set.counter("relay.dropped.expired", "Datagrams after the end of a lease.");
    final Counter fast = set.counter("relay.dropped.rate", "Datagrams beyond the rate of a lease.");
    final Counter full = set.counter("relay.dropped.full", "Datagrams dropped because the socket took no more.");
    final Counter malformed = set.counter("relay.dropped.malformed", "Datagrams that are nothing a relay knows.");
    final Counter challenges = set.counter("relay.challenges", "Challenges sent.");
    final Counter bound = set.counter("relay.bound", "Proofs accepted: new sides, moves and renewals.");
    final Counter binding = set.counter("relay.stun.answers", "STUN questions answered.");
    final Counter asked = set.counter("relay.dropped.asked", "Requests beyond the limit of a network, unanswered.");
    final Counter tidied = set.counter("relay.tidied", "Sides forgotten because they were silent or over.");
    private final Counter[] refused = new Counter[RelayRefusal.values().length];

    Figures() {
        for (RelayRefusal refusal : RelayRefusal.values()) {
            refused[refusal.ordinal()] = set.counter(
                    "relay.refused." + refusal.name().toLowerCase(Locale.ROOT), "Refused: " + refusal.sentence() + ".");
        }
    }

    void refused(RelayRefusal why) {
        refused[why.ordinal()].add(1);
    }

    Map<String, Long> values() {
        return set.values();
    }

    /** The text format of Prometheus, with the gauges given. */
    String text(Map<String, Long> gauges) {
        StringBuilder out = new StringBuilder();
        set.meanings().forEach((name, meaning) -> out.append("# HELP ")
                .append(metric(name))
                .append(' ')
                .append(meaning)
                .append('\n')
                .append("# TYPE ")
                .append(metric(name))
                .append(" counter\n")
                .append(metric(name))
                .append(' ')
                .append(set.values().get(name))
                .append('\n'));
        gauges.forEach((name, value) -> out.append("# TYPE ")
                .append(metric(name))
                .append(" gauge\n")
                .append(metric(name))
                .append(' ')
                .append(value)
                .append('\n'));
        return out.toString();
    }

    private static String metric(String name) {
        return "wavry_" + name.replace('.', '_');
    }
}
