package dev.wavry.operate.http.internal;

import com.sun.net.httpserver.HttpExchange;
import dev.wavry.api.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle that was sent along, in a file that only the owner may read; gone when it is closed. */
record Upload(Path file) implements AutoCloseable {
    /** As large as the check of bundles lets any be. */
    static final long MOST_BYTES = 128L << 20;

    static final String TYPE = "application/java-archive";

    private static final int STEP = 64 << 10;

    /** Reads it. @throws Problem if it is not announced, too large, or not what was announced */
    static Upload read(HttpExchange exchange) throws Problem, IOException {
        long length = length(exchange);
        if (length <= 0) {
            throw new Problem(
                    411,
                    ErrorKind.USAGE,
                    "A bundle must follow, announced by Content-Length, or be named by name=.... Send it whole.");
        }
        if (length > MOST_BYTES) {
            throw new Problem(
                    413, ErrorKind.USAGE, "The bundle has more than " + MOST_BYTES + " bytes. Make it smaller.");
        }
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!type.equals(TYPE)) {
            throw new Problem(415, ErrorKind.USAGE, "The Content-Type must be " + TYPE + ". Send a bundle.");
        }
        // Only its owner may read what this makes.
        Upload upload = new Upload(Files.createTempFile("wavry-upload-", ".jar"));
        try (OutputStream out = Files.newOutputStream(upload.file)) {
            upload.fill(exchange.getRequestBody(), out, length);
            return upload;
        } catch (Problem | IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    private void fill(InputStream in, OutputStream out, long length) throws Problem, IOException {
        byte[] step = new byte[STEP];
        long all = 0;
        for (int n = in.read(step); n >= 0 && all <= length; n = in.read(step)) {
            all += n;
            out.write(step, 0, n);
        }
        if (all != length) {
            throw new Problem(400, ErrorKind.USAGE, "Not as many bytes came as were announced. Send it whole.");
        }
    }

    /** Where nothing may follow. */
    static void none(HttpExchange exchange) throws Problem {
        if (length(exchange) > 0 || exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
            throw new Problem(413, ErrorKind.USAGE, "Nothing may follow the headers here. Send no content.");
        }
    }

    private static long length(HttpExchange exchange) {
        String text = exchange.getRequestHeaders().getFirst("Content-Length");
        return text != null && text.matches("\\d{1,15}") ? Long.parseLong(text) : -1;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
