package dev.wavry.transport.tls.internal;

import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;

/** The numbers of one carrier. What starts with {@code tls.sent} may be a little behind: several agents send. */
final class TlsCounters {
    final Counter sentDatagrams;
    final Counter sentFull;
    final Counter sentNobody;
    final Counter receivedDatagrams;
    final Counter connections;
    final Counter refused;
    final Counter broken;
    final Counter slow;

    TlsCounters(Counters counters) {
        sentDatagrams = counters.counter("tls.sent.datagrams", "Datagrams taken.");
        sentFull = counters.counter("tls.sent.full", "Datagrams dropped because too much waited for TCP.");
        sentNobody = counters.counter("tls.sent.nobody", "Datagrams to an address without a connection.");
        receivedDatagrams = counters.counter("tls.received.datagrams", "Datagrams delivered.");
        connections = counters.counter("tls.connections", "Connections accepted or made.");
        refused = counters.counter("tls.refused", "Connections closed at once because there were too many.");
        broken = counters.counter("tls.broken", "Connections that ended, or were ended because of what was sent.");
        slow = counters.counter("tls.slow", "Connections closed because a handshake or datagram took too long.");
    }
}
