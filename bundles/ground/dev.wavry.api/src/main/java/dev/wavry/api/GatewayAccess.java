package dev.wavry.api;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which gateway to use.
 *
 * @param address {@code wss://HOST:PORT}
 * @param certificates PEM file of the certificates to trust, or null for those the system trusts
 */
public record GatewayAccess(URI address, @Nullable Path certificates) {}
