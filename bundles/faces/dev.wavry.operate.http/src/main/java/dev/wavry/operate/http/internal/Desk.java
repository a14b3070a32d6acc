package dev.wavry.operate.http.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.Operator;
import dev.wavry.operate.http.internal.Route.Body;
import dev.wavry.operate.http.internal.Route.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns requests into orders. Runs on the threads of the server. */
final class Desk implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int MOST_AT_ONCE = 4;

    private final Gate gate;
    private final Operator operator;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    Desk(Gate gate, Operator operator) {
        this.gate = gate;
        this.operator = operator;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            serve(exchange);
        } catch (Problem e) {
            if (e.status() == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                LOG.debug("a request without the token was refused");
            }
            // What is left of a refused request is not read.
            exchange.getResponseHeaders().set("Connection", "close");
            Answer.whole(exchange, e.status(), e.json());
        } catch (RuntimeException e) {
            LOG.error("A request failed", e);
            throw e;
        } finally {
            exchange.close();
        }
    }

    private void serve(HttpExchange exchange) throws Problem, IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        boolean description = Route.DESCRIPTION.path().equals(path);
        gate.check(exchange.getRequestHeaders(), description);
        Route route = Route.find(method, path).orElseThrow(() -> nowhere(exchange, method, path));
        Query query = Query.parse(route, exchange.getRequestURI().getRawQuery());
        if (description) {
            Upload.none(exchange);
            Answer.whole(exchange, 200, description());
            return;
        }
        if (!room.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            throw new Problem(
                    503, ErrorKind.BUSY, MOST_AT_ONCE + " requests are being answered already. Try again later.");
        }
        try {
            order(exchange, route, query);
        } finally {
            room.release();
        }
    }

    private void order(HttpExchange exchange, Route route, Query query) throws Problem, IOException {
        boolean sent = route.body() == Body.NAME_OR_BUNDLE && !query.has(Parameter.NAME);
        if (!sent) {
            Upload.none(exchange);
            Answer answer = new Answer(exchange);
            answer.end(perform(exchange, query.words(""), answer));
            return;
        }
        // What is wrong with the words is said before the bundle is read.
        query.words("file");
        Answer answer = new Answer(exchange);
        int code;
        try (Upload upload = Upload.read(exchange)) {
            code = perform(exchange, query.words(upload.file().toString()), answer);
        }
        answer.end(code);
    }

    private int perform(HttpExchange exchange, List<String> words, Answer answer) {
        String who = "http:" + exchange.getRemoteAddress().getAddress().getHostAddress();
        return operator.perform(words, who, answer::line);
    }

    private static Problem nowhere(HttpExchange exchange, String method, String path) {
        List<String> methods = Route.methods(path);
        if (methods.isEmpty()) {
            return new Problem(404, ErrorKind.USAGE, "Nothing is at this path. See /openapi.json for what is.");
        }
        exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
        return new Problem(405, ErrorKind.USAGE, "This path takes " + methods + " only. Use that.");
    }

    static byte[] description() throws IOException {
        try (InputStream in = Desk.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IOException("the bundle is damaged: openapi.json is missing");
            }
            return in.readAllBytes();
        }
    }
}
