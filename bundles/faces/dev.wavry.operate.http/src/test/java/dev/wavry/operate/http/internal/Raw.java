package dev.wavry.operate.http.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request as its bytes, so that no library mends what shall be wrong. */
final class Raw {
    private final String line;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = {};

    private Raw(String line) {
        this.line = line;
    }

    static Raw of(String line) {
        return new Raw(line + " HTTP/1.1");
    }

    Raw header(String text) {
        headers.add(text);
        return this;
    }

    Raw body(byte[] bytes) {
        body = bytes;
        return header("Content-Length: " + bytes.length);
    }

    /** Bytes that nothing announces. */
    Raw bareBody(String text) {
        body = text.getBytes(StandardCharsets.US_ASCII);
        return this;
    }

    /** What was answered, headers and all, until the server ended the connection. */
    String to(InetSocketAddress server) throws IOException {
        try (Socket socket = open(server)) {
            socket.setSoTimeout(20_000);
            // Nothing more comes; the server need not wait for what was announced.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends it and does not wait for the answer. */
    Socket open(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        OutputStream out = socket.getOutputStream();
        String head = line + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        return socket;
    }
}
