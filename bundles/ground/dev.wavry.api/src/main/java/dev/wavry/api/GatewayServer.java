package dev.wavry.api;

import org.osgi.annotation.versioning.ProviderType;

/** Runs gateways; a service. Safe from any thread. */
@ProviderType
public interface GatewayServer {
    /** Starts one; returns when it listens. */
    ServiceHandle start(GatewayRequest request) throws WavryException;
}
