package dev.wavry.api;

/**
 * What answered a ping.
 *
 * @param id id of the host
 * @param millis from the first packet to the end of the handshake
 * @param authorized whether the host would let this client in
 */
public record PingResult(String id, double millis, boolean authorized) {}
