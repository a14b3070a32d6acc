package dev.wavry.spi.transport;

/**
 * What a transport is like.
 *
 * @param largestDatagramBytes what fits into one datagram
 * @param ordered datagrams arrive in order
 * @param reliable datagrams are not lost, so repair and protection can rest
 * @param survivesUdpBlocking works where UDP is blocked
 */
public record TransportTraits(
        int largestDatagramBytes, boolean ordered, boolean reliable, boolean survivesUdpBlocking) {}
