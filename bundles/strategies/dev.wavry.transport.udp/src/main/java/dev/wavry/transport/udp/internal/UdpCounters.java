package dev.wavry.transport.udp.internal;

import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Counters;

/** The numbers of one carrier. What starts with {@code udp.sent} is written under the send lock, the rest by the reading agent. */
final class UdpCounters {
    final Counter sentDatagrams;
    final Counter sentBytes;
    final Counter sentFull;
    final Counter sentRefused;
    final Counter sentUnreachable;
    final Counter receivedDatagrams;
    final Counter receivedBytes;
    final Counter receivedUnreachable;

    UdpCounters(Counters counters, int receiveBufferBytes, int sendBufferBytes) {
        sentDatagrams = counters.counter("udp.sent.datagrams", "Datagrams given to the system.");
        sentBytes = counters.counter("udp.sent.bytes", "Bytes of these without headers.");
        sentFull = counters.counter("udp.sent.full", "Datagrams dropped because the socket's buffer was full.");
        sentRefused = counters.counter(
                "udp.sent.refused", "Datagrams the system refused: too large, no route, filtered, or not the peer.");
        sentUnreachable = counters.counter(
                "udp.sent.unreachable", "Times a send learned that nobody listens at the peer's port (ICMP).");
        receivedDatagrams = counters.counter("udp.received.datagrams", "Datagrams read.");
        receivedBytes = counters.counter("udp.received.bytes", "Bytes of these without headers.");
        receivedUnreachable = counters.counter(
                "udp.received.unreachable", "Times a read learned that nobody listens at the peer's port (ICMP).");
        counters.counter("udp.buffer.receive.bytes", "Size of the receive buffer the system gave.")
                .add(receiveBufferBytes);
        counters.counter("udp.buffer.send.bytes", "Size of the send buffer the system gave.")
                .add(sendBufferBytes);
    }
}
