package dev.wavry.core.rendezvous;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayAccess;
import dev.wavry.api.WavryException;
import dev.wavry.reach.signal.LoginProof;
import dev.wavry.reach.signal.Signal;
import dev.wavry.rift.Identity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line to a gateway on which this end has proven its key. Messages come on a thread of the HTTP client, one after the other. */
final class GatewayLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayLine.class);
    private static final long PATIENCE_MILLIS = 5000;
    private static final long MOST_SKEW_SECONDS = 60;

    private final GatewayAccess access;
    private final Identity identity;
    private final String role;
    private final InstantSource wall;
    private final Consumer<Signal> heard;
    private final Runnable gone;
    private final CompletableFuture<Signal> welcome = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    private GatewayLine(
            GatewayAccess access,
            Identity identity,
            String role,
            InstantSource wall,
            Consumer<Signal> heard,
            Runnable gone) {
        this.access = access;
        this.identity = identity;
        this.role = role;
        this.wall = wall;
        this.heard = heard;
        this.gone = gone;
    }

    /**
     * Connects and logs in; waits up to ten seconds.
     *
     * @param role {@code host} or {@code client}
     * @param heard takes what comes after that
     * @param gone told once when the line is over
     */
    static GatewayLine open(
            GatewayAccess access,
            Identity identity,
            String role,
            InstantSource wall,
            Consumer<Signal> heard,
            Runnable gone)
            throws WavryException {
        GatewayLine line = new GatewayLine(access, identity, role, wall, heard, gone);
        URI uri = access.address();
        if (!"wss".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "'" + uri + "' is no address of a gateway",
                    "Write wss://HOST:PORT; unencrypted gateways are not used.");
        }
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(Duration.ofMillis(PATIENCE_MILLIS));
        if (access.certificates() != null) {
            http.sslContext(Certificates.trusting(access.certificates()));
        }
        URI target = URI.create("wss://" + uri.getRawAuthority() + Signal.PATH);
        line.await(http.build().newWebSocketBuilder().buildAsync(target, line.new Ears()));
        return line;
    }

    private void await(CompletableFuture<WebSocket> opening) throws WavryException {
        try {
            WebSocket open = opening.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            synchronized (this) {
                socket = open;
            }
            welcome.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            close();
            throw e.getCause() instanceof WavryException known ? known : GatewayTrouble.of(access, e.getCause());
        } catch (TimeoutException e) {
            opening.cancel(true);
            close();
            throw GatewayTrouble.of(access, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw GatewayTrouble.of(access, e);
        }
    }

    /** Servers that the gateway told of, and whatever else it said at first. */
    Signal welcome() {
        return welcome.join();
    }

    /** Sends, after what was sent before; any thread. */
    synchronized void send(Signal signal) {
        WebSocket open = socket;
        if (open != null) {
            lastSend = lastSend.handle((done, failed) -> open.sendText(signal.text(), true))
                    .thenCompose(sent -> sent);
        }
    }

    /** Keeps routers between here and there from forgetting the connection. */
    synchronized void ping() {
        WebSocket open = socket;
        if (open != null) {
            lastSend = lastSend.handle((done, failed) -> open.sendPing(ByteBuffer.allocate(0)))
                    .thenCompose(sent -> sent);
        }
    }

    @Override
    public synchronized void close() {
        WebSocket open = socket;
        if (open != null) {
            socket = null;
            open.abort();
        }
    }

    private void hello(WebSocket from, Signal signal) {
        if (!signal.get("version").equals(Signal.VERSION)) {
            welcome.completeExceptionally(new WavryException(
                    ErrorKind.VERSION_MISMATCH,
                    "The gateway speaks version '" + signal.get("version") + "' and this program " + Signal.VERSION,
                    "Update the older of the two."));
            return;
        }
        skew(signal.get("time"));
        String gateway = signal.get("gateway");
        Signal login = Signal.of("login")
                .with("id", identity.id().toString())
                .with("role", role)
                .with("proof", LoginProof.make(identity, gateway, signal.get("nonce")));
        from.sendText(login.text(), true);
    }

    private void skew(String time) {
        try {
            long seconds = Duration.between(Instant.parse(time), wall.instant()).getSeconds();
            if (Math.abs(seconds) > MOST_SKEW_SECONDS) {
                LOG.warn(
                        "The clock of this machine is {} s {} that of the gateway; relays may refuse its leases",
                        Math.abs(seconds),
                        seconds > 0 ? "ahead of" : "behind");
            }
        } catch (DateTimeParseException e) {
            LOG.debug("The gateway tells no time");
        }
    }

    private void message(WebSocket from, String text) {
        Signal signal;
        try {
            signal = Signal.read(text);
        } catch (IllegalArgumentException e) {
            LOG.debug("The gateway sent something that is no message");
            return;
        }
        if (welcome.isDone()) {
            heard.accept(signal);
            return;
        }
        switch (signal.verb()) {
            case "hello" -> hello(from, signal);
            case "welcome" -> welcome.complete(signal);
            case "error" ->
                welcome.completeExceptionally(new WavryException(
                        ErrorKind.GATEWAY, "The gateway refused the login: " + signal.get("text"), "Check the keys."));
            default -> LOG.debug("The gateway spoke out of turn");
        }
    }

    private final class Ears implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket from) {
            from.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            if (part.length() + text.length() > Signal.MOST_CHARACTERS) {
                from.abort();
                over(new IllegalStateException("a message is too long"));
                return null;
            }
            part.append(text);
            if (last) {
                String whole = part.toString();
                part.setLength(0);
                message(from, whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            over(new IllegalStateException("it closed the connection"));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            over(error);
        }
    }

    private void over(Throwable why) {
        if (!welcome.completeExceptionally(GatewayTrouble.of(access, why))) {
            gone.run();
        }
    }
}
