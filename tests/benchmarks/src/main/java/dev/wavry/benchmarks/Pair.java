package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A host that shows a test pattern in which everything moves, or a screen, and a client without a window: two processes. */
final class Pair implements AutoCloseable {
    private final Wavry wavry;
    private final Program host;
    private final Program client;
    private final InetSocketAddress address;

    Pair(String size, String codec, Map<String, String> environment, String... more) {
        this(size, codec, environment, List.of("--source", "testpattern", "--display", "testpattern/full"), more);
    }

    /** The same of an X display. */
    static Pair ofScreen(String display, String size, String codec) {
        return new Pair(size, codec, Map.of(), List.of("--display", display));
    }

    private Pair(String size, String codec, Map<String, String> environment, List<String> what, String... more) {
        wavry = Wavry.built(environment);
        try {
            List<String> words = new ArrayList<>(what);
            words.addAll(List.of("--size", size, "--fps", "60", "--codec", codec));
            words.addAll(List.of(more));
            Wavry.Host listening = wavry.host(words.toArray(String[]::new));
            host = listening.program();
            String[] place = listening.listening().get("address").asText().split(":");
            address = new InetSocketAddress(place[0], Integer.parseInt(place[1]));
            client = wavry.connect(listening, "", "--headless");
            Wavry.session(client, "RUNNING", 0);
        } catch (RuntimeException failed) {
            wavry.close();
            throw failed;
        }
    }

    /** Where the host listens. */
    InetSocketAddress address() {
        return address;
    }

    /** Where both keep their files. */
    Path home() {
        return wavry.home();
    }

    Program host() {
        return host;
    }

    Program client() {
        return client;
    }

    /** Waits until so many more pictures were presented; answers the client's report then. */
    JsonNode presentMore(long pictures) {
        long goal = presented(Wavry.report(client)) + pictures;
        Waiting.until(pictures + " more pictures", Wavry.PATIENCE, () -> presented(Wavry.report(client)) >= goal);
        return Wavry.report(client);
    }

    static long presented(JsonNode report) {
        return report.path("counters").path("framesPresented").asLong();
    }

    @Override
    public void close() {
        wavry.close();
    }
}
