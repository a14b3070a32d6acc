package dev.wavry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An X server of one's own on a display that was free; ends with all programs started through it. */
public final class XServer implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(20);

    private final Program server;
    private final String display;
    private final int rfbPort;
    private final List<Program> clients = new ArrayList<>();

    private XServer(List<String> command, int rfbPort) {
        this.rfbPort = rfbPort;
        server = Program.start(Map.of(), command);
        try {
            display = ":"
                    + server.await("its display number", READY, 0, line -> line.matches("\\d+"))
                            .text();
        } catch (LabException silent) {
            server.close();
            throw silent;
        }
    }

    /** A framebuffer without hardware; its only mode is its size. */
    public static XServer xvfb(int width, int height) {
        String screen = width + "x" + height + "x24";
        return new XServer(
                List.of("Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"), -1);
    }

    /** TigerVNC's server: an X server that changes its mode on demand and serves RFB on a loopback port. */
    public static XServer vnc(int width, int height, String... options) {
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of("Xtigervnc", "-displayfd", "1", "-geometry", width + "x" + height));
        command.addAll(List.of("-depth", "24", "-SecurityTypes", "None", "-localhost", "-noreset"));
        command.addAll(List.of("-rfbport", String.valueOf(port), "-AlwaysShared"));
        command.addAll(List.of(options));
        return new XServer(command, port);
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Name such as {@code :3}. */
    public String display() {
        return display;
    }

    /** Port of the RFB server, -1 if there is none. */
    public int rfbPort() {
        return rfbPort;
    }

    /** The server itself. */
    public Program program() {
        return server;
    }

    /** Starts a program on this display; it ends with the server. */
    public Program start(String... command) {
        Program client = Program.start(Map.of("DISPLAY", display, "LC_ALL", "C.UTF-8"), List.of(command));
        clients.add(client);
        return client;
    }

    /**
     * Runs a program to its end and answers its lines.
     *
     * @throws LabException if it fails
     */
    public List<String> run(String... command) {
        Program client = start(command);
        int code = client.awaitExit(READY);
        if (code != 0) {
            throw new LabException("'" + String.join(" ", command) + "' failed with " + code + ": " + client.tail());
        }
        return client.lines().stream().map(Program.Line::text).toList();
    }

    @Override
    public void close() {
        clients.forEach(Program::close);
        server.close();
    }
}
