package dev.wavry.operate.http.internal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an order says, as lines of JSON. The first line decides: progress begins a stream with status 200, and what came of the order is
 * its last line; an order that ends without progress is answered with the status that fits. For one thread.
 */
final class Answer {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
    private static final String PROGRESS = "{\"event\":\"progress\"";

    private final HttpExchange exchange;
    private final StringBuilder held = new StringBuilder();
    private @Nullable OutputStream stream;
    private boolean gone;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Takes a line of the order. */
    void line(String text) {
        held.append(text).append('\n');
        if (stream != null || text.startsWith(PROGRESS)) {
            flush();
        }
    }

    private void flush() {
        if (gone) {
            held.setLength(0);
            return;
        }
        try {
            if (stream == null) {
                headers(exchange, "application/x-ndjson");
                exchange.sendResponseHeaders(200, 0);
                stream = exchange.getResponseBody();
            }
            stream.write(held.toString().getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException nobody) {
            // The order goes on: half of it would be worse.
            gone = true;
            LOG.debug("nobody listens to the answer: {}", nobody.toString());
        }
        held.setLength(0);
    }

    /** The order is over. */
    void end(int exitCode) throws IOException {
        if (gone) {
            return;
        }
        if (stream == null) {
            int status = exitCode == 0 ? 200 : Problem.statusOf(exitCode);
            whole(exchange, status, held.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            stream.close();
        }
    }

    /** Answers with one object. */
    static void whole(HttpExchange exchange, int status, byte[] json) throws IOException {
        headers(exchange, "application/json");
        exchange.sendResponseHeaders(status, json.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json);
        }
    }

    private static void headers(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
    }
}
