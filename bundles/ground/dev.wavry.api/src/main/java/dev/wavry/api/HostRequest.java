package dev.wavry.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a host shall run; set what differs from the defaults, then hand it over and leave it alone. Not thread-safe. */
public final class HostRequest {
    private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private final List<String> authorizedIds = new ArrayList<>();
    private @Nullable Path authorizedFile;
    private @Nullable Path controlSocket;
    private @Nullable Path keyFile;
    private String display = "auto";
    private String source = "auto";
    private String codec = "auto";
    private String transport = "udp";
    private int width = 1280;
    private int height = 720;
    private int framesPerSecond;
    private int bitrateKbps = 20_000;
    private int encoderThreads = 2;
    private long reportEverySeconds;
    private boolean consent;
    private String audioSource = "system";
    private @Nullable GatewayAccess gateway;

    /** Local address; loopback and a port of the system's choice by default. */
    public HostRequest listen(InetSocketAddress value) {
        listen = value;
        return this;
    }

    /** Lets one more client in. */
    public HostRequest authorize(String id) {
        authorizedIds.add(id);
        return this;
    }

    /** File with one authorised client a line, {@code #} starts a comment; what changes there holds at once. */
    public HostRequest authorizedFile(@Nullable Path value) {
        authorizedFile = value;
        return this;
    }

    /** Where programs of the same user may ask it; null for nowhere. Its folder is made if it is missing. */
    public HostRequest controlSocket(@Nullable Path value) {
        controlSocket = value;
        return this;
    }

    /** File with the host's keys; null for keys that live as long as the process. */
    public HostRequest keyFile(@Nullable Path value) {
        keyFile = value;
        return this;
    }

    /** Id or name of the display, or {@code auto} for the primary one. */
    public HostRequest display(String value) {
        display = value;
        return this;
    }

    /** Id of the capture strategy, or {@code auto}. */
    public HostRequest source(String value) {
        source = value;
        return this;
    }

    /** Codec, implementation or strategy id, or {@code auto}. */
    public HostRequest codec(String value) {
        codec = value;
        return this;
    }

    /** Id of the transport. */
    public HostRequest transport(String value) {
        transport = value;
        return this;
    }

    /** Picture size for sources that make their own pictures. */
    public HostRequest size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    /** Cap on pictures per second; 0, the default, for what suits the source. */
    public HostRequest framesPerSecond(int value) {
        framesPerSecond = value;
        return this;
    }

    /** Target rate of the video. */
    public HostRequest bitrateKbps(int value) {
        bitrateKbps = value;
        return this;
    }

    /** Threads an encoder may use. */
    public HostRequest encoderThreads(int value) {
        encoderThreads = value;
        return this;
    }

    /** Logs a one-line report every so many seconds and at the end; 0 for the end only. */
    public HostRequest reportEverySeconds(long value) {
        reportEverySeconds = value;
        return this;
    }

    /** Whether the person at the host is asked before each session; clients come in at once by default. */
    public HostRequest consent(boolean value) {
        consent = value;
        return this;
    }

    /** What clients hear: {@code system}, {@code microphone}, {@code app:NAME}, several with commas, or {@code disabled}. */
    public HostRequest audioSource(String value) {
        audioSource = value;
        return this;
    }

    /** See the setter of the same name, as with all that follow. */
    public InetSocketAddress listen() {
        return listen;
    }

    /** Authorised ids. */
    public List<String> authorizedIds() {
        return List.copyOf(authorizedIds);
    }

    /** File of authorised ids. */
    public @Nullable Path authorizedFile() {
        return authorizedFile;
    }

    /** Control socket. */
    public @Nullable Path controlSocket() {
        return controlSocket;
    }

    /** Key file. */
    public @Nullable Path keyFile() {
        return keyFile;
    }

    /** Display. */
    public String display() {
        return display;
    }

    /** Capture strategy. */
    public String source() {
        return source;
    }

    /** Codec. */
    public String codec() {
        return codec;
    }

    /** Transport. */
    public String transport() {
        return transport;
    }

    /** Width for synthetic sources. */
    public int width() {
        return width;
    }

    /** Height for synthetic sources. */
    public int height() {
        return height;
    }

    /** Cap on pictures per second. */
    public int framesPerSecond() {
        return framesPerSecond;
    }

    /** Target rate. */
    public int bitrateKbps() {
        return bitrateKbps;
    }

    /** Encoder threads. */
    public int encoderThreads() {
        return encoderThreads;
    }

    /** Whether the person at the host is asked. */
    public boolean consent() {
        return consent;
    }

    /** What clients hear. */
    public String audioSource() {
        return audioSource;
    }

    /** Report interval. */
    public long reportEverySeconds() {
        return reportEverySeconds;
    }

    /** Waits at this gateway as well, to be found by id; null for none. */
    public HostRequest gateway(@Nullable GatewayAccess value) {
        gateway = value;
        return this;
    }

    /** The gateway. */
    public @Nullable GatewayAccess gateway() {
        return gateway;
    }
}
