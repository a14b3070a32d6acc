package dev.wavry.reach.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A very small HTTP server on a loopback address: {@code /health}, {@code /ready} and {@code /metrics} (text format of Prometheus). One
 * request at a time, a second for each.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
    private static final int PATIENCE_MILLIS = 1000;
    private static final int MOST_REQUEST_BYTES = 4096;

    private final ServerSocket socket;
    private final BooleanSupplier ready;
    private final Supplier<String> metrics;

    /**
     * Listens.
     *
     * @param port on the loopback address; 0 lets the system choose
     * @param ready whether new work is taken
     * @param metrics the text of the figures
     * @throws IOException if the port is taken
     */
    public StatusServer(int port, BooleanSupplier ready, Supplier<String> metrics) throws IOException {
        this.socket = new ServerSocket();
        this.ready = ready;
        this.metrics = metrics;
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        Thread thread = new Thread(this::serve, "wavry-status");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                caller.setSoTimeout(PATIENCE_MILLIS);
                answer(caller);
            } catch (IOException e) {
                LOG.debug("A caller went away: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("The figures could not be told", e);
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        String[] words = firstLine(caller.getInputStream()).split(" ");
        String path = words.length > 1 && words[0].equals("GET") ? words[1] : "";
        switch (path) {
            case "/health" -> reply(caller, "200 OK", "ok\n");
            case "/ready" ->
                reply(
                        caller,
                        ready.getAsBoolean() ? "200 OK" : "503 Service Unavailable",
                        ready.getAsBoolean() ? "ready\n" : "draining\n");
            case "/metrics" -> reply(caller, "200 OK", metrics.get());
            default -> reply(caller, "404 Not Found", "ask for /health, /ready or /metrics\n");
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < MOST_REQUEST_BYTES; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void reply(Socket caller, String status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: "
                        + body.length + "\r\nConnection: close\r\n\r\n";
        OutputStream out = caller.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("The status port was gone already", e);
        }
    }
}
