package dev.wavry.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The built product with a home folder of its own, whose commands run as processes of their own. */
public final class Wavry implements AutoCloseable {
    /** Longest wait for anything the product does on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path command;
    private final Path home;
    private final Map<String, String> extra;
    private final List<Program> programs = new ArrayList<>();

    /**
     * Takes the product at a folder.
     *
     * @param product folder that holds {@code bin/wavry}
     * @param extra environment of all its commands, such as {@code WAVRY_JAVA_OPTS}
     */
    public Wavry(Path product, Map<String, String> extra) {
        command = product.resolve("bin/wavry").toAbsolutePath();
        if (!Files.isExecutable(command)) {
            throw new LabException("The product is not built: '" + command + "' is missing; run ./wavry version first");
        }
        try {
            home = Files.createTempDirectory("wavry-lab-home-");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        this.extra = Map.copyOf(extra);
    }

    /** The product of the source folder that the property {@code wavry.root} or the variable {@code WAVRY_ROOT} names. */
    public static Wavry built() {
        return built(Map.of());
    }

    /** The same with a richer environment. */
    public static Wavry built(Map<String, String> extra) {
        String root = System.getProperty("wavry.root", System.getenv("WAVRY_ROOT"));
        if (root == null) {
            throw new LabException("Say where the sources are by WAVRY_ROOT");
        }
        return new Wavry(Path.of(root, "distribution", "target", "wavry"), extra);
    }

    /** Folder that holds the keys. */
    public Path home() {
        return home;
    }

    /** Starts any command. */
    public Program start(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(extra);
        all.put("WAVRY_HOME", home.toString());
        all.putAll(environment);
        List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(List.of(arguments));
        Program program = Program.start(all, words);
        programs.add(program);
        return program;
    }

    /** The id of this home's client. */
    public String clientId() {
        Program id = start(Map.of(), "id");
        if (id.awaitExit(PATIENCE) != 0) {
            throw new LabException("'wavry id' failed: " + id.tail());
        }
        return id.lines().get(0).text();
    }

    /** Starts a host that lets this home's client in, on a free port unless told otherwise, and waits until it listens. */
    public Host host(String... arguments) {
        List<String> words = new ArrayList<>(List.of("host", "--json", "--stdin", "--authorize", clientId()));
        if (!List.of(arguments).contains("--listen")) {
            words.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        words.addAll(List.of(arguments));
        Program program = start(Map.of(), words.toArray(String[]::new));
        return new Host(program, event(program, "listening", 0));
    }

    /** Starts a client with its window on a display. */
    public Program connect(Host host, String display, String... arguments) {
        String[] words = {"connect", host.target(), "--json", "--stdin"};
        return start(Map.of("DISPLAY", display), join(words, arguments));
    }

    private static String[] join(String[] first, String[] then) {
        return Stream.concat(Stream.of(first), Stream.of(then)).toArray(String[]::new);
    }

    /**
     * A host that listens.
     *
     * @param program its process
     * @param listening what it said when ready
     */
    public record Host(Program program, JsonNode listening) {
        /** What a client is told to connect to. */
        public String target() {
            return listening.get("id").asText() + "@" + listening.get("address").asText();
        }

        /** Where it listens. */
        public InetSocketAddress address() {
            String[] parts = listening.get("address").asText().split(":");
            return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
        }

        /** The same host as seen through something between it and its client. */
        public Host through(InetSocketAddress between) {
            ObjectNode told = listening.deepCopy();
            told.put("address", between.getAddress().getHostAddress() + ":" + between.getPort());
            return new Host(program, told);
        }
    }

    /** Waits for an event with this name, from a line on. */
    public static JsonNode event(Program program, String name, int fromLine) {
        return event(program, name, fromLine, any -> true);
    }

    /** Waits for an event with this name and content, from a line on. */
    public static JsonNode event(Program program, String name, int fromLine, Predicate<JsonNode> wanted) {
        return json(program.await("event '" + name + "'", PATIENCE, fromLine, line -> {
                    JsonNode event = json(line);
                    return event.path("event").asText().equals(name) && wanted.test(event);
                })
                .text());
    }

    /** Waits until the session of a client or host is in a state, from a line on. */
    public static JsonNode session(Program program, String state, int fromLine) {
        return event(program, "session", fromLine, event -> event.path("state")
                .asText()
                .equals(state));
    }

    /** Asks for a report of the only session and waits for it. */
    public static JsonNode report(Program program) {
        int from = program.lines().size();
        program.tell("report");
        return event(program, "report", from);
    }

    /** Parses a line; what is no JSON becomes an empty object. */
    public static JsonNode json(String line) {
        try {
            return line.startsWith("{") ? JSON.readTree(line) : JSON.createObjectNode();
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
