package dev.wavry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.util.List;
import java.util.StringJoiner;

/** The product: a host on one display, a client whose window covers another. */
final class WavryRig implements Rig {
    private final String codec;
    private final XServer hostServer;
    private final XServer clientServer;
    private final Wavry wavry;
    private final Wavry.Host host;
    private final Program client;

    /** Starts it. */
    WavryRig(int width, int height, String codec) {
        this.codec = codec;
        hostServer = XServer.xvfb(width, height);
        clientServer = XServer.xvfb(width, height);
        wavry = Wavry.built();
        try {
            host = wavry.host("--display", hostServer.display(), "--codec", codec);
            client = wavry.connect(host, clientServer.display(), "--renderer", "desktop", "--fullscreen");
            Wavry.session(client, "RUNNING", 0);
            awaitLive();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** The host's process. */
    Program host() {
        return host.program();
    }

    /** The client's process. */
    Program client() {
        return client;
    }

    @Override
    public String name() {
        return "wavry-" + codec;
    }

    @Override
    public String hostDisplay() {
        return hostServer.display();
    }

    @Override
    public String clientDisplay() {
        return clientServer.display();
    }

    @Override
    public List<Long> hostPids() {
        return List.of(host.program().pid());
    }

    @Override
    public List<Long> viewerPids() {
        return List.of(client.pid());
    }

    @Override
    public String plan() {
        return Wavry.report(host.program()).path("plan").asText();
    }

    @Override
    public String stages() {
        JsonNode stages = Wavry.report(client).path("stagesMs");
        StringJoiner words = new StringJoiner(" ");
        stages.fieldNames()
                .forEachRemaining(name ->
                        words.add(name + " " + stages.path(name).path("p50").asDouble()));
        return words.toString();
    }

    @Override
    public void close() {
        wavry.close();
        clientServer.close();
        hostServer.close();
    }
}
