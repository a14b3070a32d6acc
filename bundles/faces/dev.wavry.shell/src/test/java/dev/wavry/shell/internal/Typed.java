package dev.wavry.shell.internal;

import dev.wavry.api.GatewayServer;
import dev.wavry.api.Operator;
import dev.wavry.api.OperatorHttp;
import dev.wavry.api.RelayServer;
import dev.wavry.api.StrategyGate;
import dev.wavry.api.Wavry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Types a command line and keeps what came back. */
final class Typed {
    /** What the door of this process was told. */
    final List<List<String>> orders = new ArrayList<>();

    /** What became of HTTP APIs. */
    final List<String> apis = new ArrayList<>();

    final PlayedWavry wavry = new PlayedWavry();
    final PlayedServices services = new PlayedServices();
    final Map<String, String> environment = new HashMap<>(Map.of("DISPLAY", ":0"));
    final List<String> usedDisplays = new ArrayList<>();
    final Running running;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path home;
    private String input = "";
    int exitCode;
    /** Whether a person sits there. */
    boolean terminal;

    /** Time leaps a second whenever somebody looks, so that no test waits for it. */
    Typed(Path home) {
        this(home, leaping());
    }

    private static Running leaping() {
        AtomicLong nanos = new AtomicLong();
        return new Running(() -> nanos.addAndGet(1_000_000_000L));
    }

    /** With time as it passes, for commands that wait for what another thread says. */
    static Typed inRealTime(Path home) {
        return new Typed(home, new Running(System::nanoTime));
    }

    private Typed(Path home, Running running) {
        this.home = home;
        this.running = running;
    }

    Typed input(String lines) {
        input = lines;
        return this;
    }

    Typed type(String... words) {
        Surroundings around = surroundings(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        exitCode = new Shell(around).applyAsInt(words);
        return this;
    }

    Surroundings surroundings(InputStream in) {
        return new Surroundings(
                new Found(),
                new Output(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal),
                in,
                Places.of(Map.of("WAVRY_HOME", home.toString()), home),
                environment,
                running);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    String lastLine() {
        List<String> lines = lines();
        return lines.get(lines.size() - 1);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private final class Found implements Surroundings.Product {
        @Override
        public StrategyGate gate() {
            return new PlayedGate();
        }

        @Override
        public OperatorHttp operatorHttp() {
            return (listen, token, tls, password) -> {
                apis.add(listen + " " + token.getFileName()
                        + tls.map(file -> " " + file).orElse("") + password);
                return new OperatorHttp.Listening() {
                    @Override
                    public InetSocketAddress address() {
                        return listen;
                    }

                    @Override
                    public void close() {
                        apis.add("closed");
                    }
                };
            };
        }

        @Override
        public Operator operator() {
            return (words, who, out) -> {
                orders.add(words);
                out.accept("heard");
                return 0;
            };
        }

        @Override
        public GatewayServer gateways() {
            return services.gateways();
        }

        @Override
        public RelayServer relays() {
            return services.relays();
        }

        @Override
        public Wavry find() {
            return wavry;
        }

        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public void useDisplay(String display) {
            usedDisplays.add(display);
        }

        @Override
        public void onSignal(Runnable end) {
            // Signals belong to the process that runs the tests.
        }
    }
}
