package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a gateway shall run; set what differs from the defaults, then hand it over and leave it alone. Not thread-safe. */
public final class GatewayRequest {
    private final Path certificate;
    private final Path privateKey;
    private final List<String> relays = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();
    private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 3000);
    private @Nullable Path keyFile;
    private int statusPort;
    private int leaseSeconds = 900;
    private int leaseKbps = 100_000;
    private int asksPerMinute = 30;

    /** A gateway with this TLS certificate chain and key, both in PEM. */
    public GatewayRequest(Path certificate, Path privateKey) {
        this.certificate = certificate;
        this.privateKey = privateKey;
    }

    /** Address for WebSockets. */
    public GatewayRequest listen(InetSocketAddress value) {
        listen = value;
        return this;
    }

    /** File with the gateway's keys, which sign leases; null for keys that live as long as the process. */
    public GatewayRequest keyFile(@Nullable Path value) {
        keyFile = value;
        return this;
    }

    /** A relay that leases are given for, {@code ID@HOST:PORT}; may be called again, the first is preferred. */
    public GatewayRequest relay(String value) {
        relays.add(value);
        return this;
    }

    /** Another server that peers are told of: {@code stun HOST:PORT} or {@code turn HOST:PORT USER PASSWORD}; may be called again. */
    public GatewayRequest server(String value) {
        servers.add(value);
        return this;
    }

    /** Port on the loopback address for health and figures; 0 lets the system choose. */
    public GatewayRequest statusPort(int value) {
        statusPort = value;
        return this;
    }

    /** How long leases last, 60 to 86,400 seconds, and the rate they allow, 100 to 1,000,000 kbit/s. */
    public GatewayRequest leases(int seconds, int kbps) {
        leaseSeconds = within("lease seconds", seconds, 60, 86_400);
        leaseKbps = within("lease rate", kbps, 100, 1_000_000);
        return this;
    }

    /** How often one key may ask for hosts and leases, 1 to 10,000 a minute. */
    public GatewayRequest asksPerMinute(int value) {
        asksPerMinute = within("asks a minute", value, 1, 10_000);
        return this;
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /** TLS certificates. */
    public Path certificate() {
        return certificate;
    }

    /** TLS key. */
    public Path privateKey() {
        return privateKey;
    }

    /** Listening address. */
    public InetSocketAddress listen() {
        return listen;
    }

    /** Key file. */
    public @Nullable Path keyFile() {
        return keyFile;
    }

    /** Relays. */
    public List<String> relays() {
        return List.copyOf(relays);
    }

    /** Other servers. */
    public List<String> servers() {
        return List.copyOf(servers);
    }

    /** Port of the figures. */
    public int statusPort() {
        return statusPort;
    }

    /** How long leases last. */
    public int leaseSeconds() {
        return leaseSeconds;
    }

    /** Rate of leases. */
    public int leaseKbps() {
        return leaseKbps;
    }

    /** Quota of a key. */
    public int asksPerMinute() {
        return asksPerMinute;
    }
}
