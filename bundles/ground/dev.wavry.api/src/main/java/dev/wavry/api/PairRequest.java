package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a client shall prove a code to a host that it does not know; hand it over and leave it alone. Never shows the code. */
public final class PairRequest {
    private final InetSocketAddress address;
    private final String code;
    private boolean link;
    private String name = "";
    private @Nullable Path keyFile;
    private @Nullable Path knownHostsFile;

    /** Proves this code to the host at this address. */
    public PairRequest(InetSocketAddress address, String code) {
        this.address = address;
        this.code = code;
    }

    /** Whether the code is of a link, which lets in once, instead of a pairing. */
    public PairRequest link(boolean value) {
        link = value;
        return this;
    }

    /** What this machine calls itself, for the host's list. */
    public PairRequest name(String value) {
        name = value;
        return this;
    }

    /** File with the client's keys; null for keys that live as long as the process. */
    public PairRequest keyFile(@Nullable Path value) {
        keyFile = value;
        return this;
    }

    /** File of hosts in which the host of a pairing is remembered; a link's is not. */
    public PairRequest knownHostsFile(@Nullable Path value) {
        knownHostsFile = value;
        return this;
    }

    /** Address of the host. */
    public InetSocketAddress address() {
        return address;
    }

    /** The code; keep it out of logs. */
    public String code() {
        return code;
    }

    /** Whether the code is of a link. */
    public boolean link() {
        return link;
    }

    /** Name of this machine. */
    public String name() {
        return name;
    }

    /** Key file. */
    public @Nullable Path keyFile() {
        return keyFile;
    }

    /** File of hosts. */
    public @Nullable Path knownHostsFile() {
        return knownHostsFile;
    }

    @Override
    public String toString() {
        return "a pairing with " + address;
    }
}
