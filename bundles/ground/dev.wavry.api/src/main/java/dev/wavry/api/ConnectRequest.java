package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a client shall connect; set what differs from the defaults, then hand it over and leave it alone. Not thread-safe. */
public final class ConnectRequest {
    private final InetSocketAddress address;
    private @Nullable String hostId;
    private @Nullable Path keyFile;
    private @Nullable Path knownHostsFile;
    private String renderer = "auto";
    private String decoder = "auto";
    private String transport = "udp";
    private String display = "auto";
    private String title = "Wavry";
    private boolean fullscreen;
    private boolean reconnect = true;
    private String audioOutput = "auto";
    private int volumePercent = 100;
    private String microphone = "disabled";
    private @Nullable GatewayAccess gateway;
    private long reportEverySeconds;

    /** Connects to the host at this address. */
    public ConnectRequest(InetSocketAddress address) {
        this.address = address;
    }

    /** Connects to the host with this id, wherever it is, with the help of a gateway. */
    public static ConnectRequest through(GatewayAccess gateway, String hostId) {
        int port = gateway.address().getPort();
        InetSocketAddress place = InetSocketAddress.createUnresolved(
                String.valueOf(gateway.address().getHost()), port < 0 ? 443 : port);
        ConnectRequest request = new ConnectRequest(place).hostId(hostId);
        request.gateway = gateway;
        return request;
    }

    /** The gateway that helps to find the host, or null to go to its address. */
    public @Nullable GatewayAccess gateway() {
        return gateway;
    }

    /** The host's id; without one only a host pinned for the address is accepted. */
    public ConnectRequest hostId(@Nullable String value) {
        hostId = value;
        return this;
    }

    /** File with the client's keys; null for keys that live as long as the process. */
    public ConnectRequest keyFile(@Nullable Path value) {
        keyFile = value;
        return this;
    }

    /** File of pinned hosts, one {@code address id} a line; a host named by id is added after the first session. */
    public ConnectRequest knownHostsFile(@Nullable Path value) {
        knownHostsFile = value;
        return this;
    }

    /** Id of the renderer ({@code desktop}, {@code headless}), or {@code auto}. */
    public ConnectRequest renderer(String value) {
        renderer = value;
        return this;
    }

    /** Strategy id or implementation of the decoder, or {@code auto}. */
    public ConnectRequest decoder(String value) {
        decoder = value;
        return this;
    }

    /** Id of the transport. */
    public ConnectRequest transport(String value) {
        transport = value;
        return this;
    }

    /** Display of the host, or {@code auto}. */
    public ConnectRequest display(String value) {
        display = value;
        return this;
    }

    /** Title of the window. */
    public ConnectRequest title(String value) {
        title = value;
        return this;
    }

    /** Covers the whole screen. */
    public ConnectRequest fullscreen(boolean value) {
        fullscreen = value;
        return this;
    }

    /**
     * Where the host's sound is played: {@code output}, {@code output:NAME}, {@code file:PATH}, {@code disabled}, or {@code auto} for the
     * standard output unless the host is on this machine.
     */
    public ConnectRequest audioOutput(String value) {
        audioOutput = value;
        return this;
    }

    /** How loud sound is, 0 to 100. */
    public ConnectRequest volumePercent(int value) {
        volumePercent = value;
        return this;
    }

    /** What the host hears of here, if it lets us speak: {@code microphone}, {@code microphone:NAME} or {@code disabled}. */
    public ConnectRequest microphone(String value) {
        microphone = value;
        return this;
    }

    /** Whether to try again for two minutes when the host stops answering. */
    public ConnectRequest reconnect(boolean value) {
        reconnect = value;
        return this;
    }

    /** Logs a one-line report every so many seconds and at the end; 0 for the end only. */
    public ConnectRequest reportEverySeconds(long value) {
        reportEverySeconds = value;
        return this;
    }

    /** Address of the host. */
    public InetSocketAddress address() {
        return address;
    }

    /** The host's id. */
    public @Nullable String hostId() {
        return hostId;
    }

    /** Key file. */
    public @Nullable Path keyFile() {
        return keyFile;
    }

    /** File of pinned hosts. */
    public @Nullable Path knownHostsFile() {
        return knownHostsFile;
    }

    /** Renderer. */
    public String renderer() {
        return renderer;
    }

    /** Decoder. */
    public String decoder() {
        return decoder;
    }

    /** Transport. */
    public String transport() {
        return transport;
    }

    /** Display of the host. */
    public String display() {
        return display;
    }

    /** Title of the window. */
    public String title() {
        return title;
    }

    /** Whether to cover the screen. */
    public boolean fullscreen() {
        return fullscreen;
    }

    /** Whether to try again. */
    public boolean reconnect() {
        return reconnect;
    }

    /** Where sound is played. */
    public String audioOutput() {
        return audioOutput;
    }

    /** How loud sound is. */
    public int volumePercent() {
        return volumePercent;
    }

    /** What the host hears of here. */
    public String microphone() {
        return microphone;
    }

    /** Report interval. */
    public long reportEverySeconds() {
        return reportEverySeconds;
    }
}
