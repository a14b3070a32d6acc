package dev.wavry.api;

/**
 * A host that this client trusts at an address.
 *
 * @param address {@code HOST:PORT} as it is typed
 * @param id the host's id
 * @param name what people call it; may be empty
 */
public record KnownHost(String address, String id, String name) {}
