package dev.wavry.api;

import org.osgi.annotation.versioning.ProviderType;

/** Runs relays; a service. Safe from any thread. */
@ProviderType
public interface RelayServer {
    /** Starts one; returns when it listens. */
    ServiceHandle start(RelayRequest request) throws WavryException;
}
