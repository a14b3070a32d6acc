package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a relay shall run; set what differs from the defaults, then hand it over and leave it alone. Not thread-safe. */
public final class RelayRequest {
    private final List<String> issuers = new ArrayList<>();
    private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 4000);
    private @Nullable Path keyFile;
    private int statusPort;
    private int maxSessions = 10_000;
    private int sessionsPerSource = 256;
    private int idleSeconds = 60;
    private int questionsPerSecond = 100;

    /** Address for the datagrams of peers. */
    public RelayRequest listen(InetSocketAddress value) {
        listen = value;
        return this;
    }

    /** File with the relay's keys, whose id its leases name; null for keys that live as long as the process. */
    public RelayRequest keyFile(@Nullable Path value) {
        keyFile = value;
        return this;
    }

    /** Id of a gateway whose leases are honoured; may be called again. */
    public RelayRequest issuer(String id) {
        issuers.add(id);
        return this;
    }

    /** Port on the loopback address for health and figures; 0 lets the system choose. */
    public RelayRequest statusPort(int value) {
        statusPort = value;
        return this;
    }

    /** The most sessions at a time, 1 to 1,000,000. */
    public RelayRequest maxSessions(int value) {
        maxSessions = within("max sessions", value, 1, 1_000_000);
        return this;
    }

    /** The most sides of sessions that may come from one address, 1 to 1,000,000. */
    public RelayRequest sessionsPerSource(int value) {
        sessionsPerSource = within("sessions by source", value, 1, 1_000_000);
        return this;
    }

    /** After how many seconds of silence a side is forgotten, 1 to 3600. */
    public RelayRequest idleSeconds(int value) {
        idleSeconds = within("idle seconds", value, 1, 3600);
        return this;
    }

    /** How many requests a second are answered for one network (a /24 or a /56), 1 to 100,000. */
    public RelayRequest questionsPerSecond(int value) {
        questionsPerSecond = within("questions a second", value, 1, 100_000);
        return this;
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /** Listening address. */
    public InetSocketAddress listen() {
        return listen;
    }

    /** Key file. */
    public @Nullable Path keyFile() {
        return keyFile;
    }

    /** Gateways whose leases are honoured. */
    public List<String> issuers() {
        return List.copyOf(issuers);
    }

    /** Port of the figures. */
    public int statusPort() {
        return statusPort;
    }

    /** Most sessions. */
    public int maxSessions() {
        return maxSessions;
    }

    /** Most sides by address. */
    public int sessionsPerSource() {
        return sessionsPerSource;
    }

    /** Silence before a side is forgotten. */
    public int idleSeconds() {
        return idleSeconds;
    }

    /** Requests by network and second. */
    public int questionsPerSecond() {
        return questionsPerSecond;
    }
}
