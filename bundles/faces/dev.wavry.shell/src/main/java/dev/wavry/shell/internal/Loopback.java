package dev.wavry.shell.internal;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Session;
import dev.wavry.api.SessionReport;
import dev.wavry.api.SessionState;
import dev.wavry.api.Wavry;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A host and a client that meet on the loopback interface, with keys made for the occasion. */
final class Loopback {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Surroundings around;
    private final PictureOptions pictures;

    Loopback(Surroundings around, PictureOptions pictures) {
        this.around = around;
        this.pictures = pictures;
    }

    /** What is done while a session runs. */
    interface Meanwhile {
        void run(HostHandle host, ClientHandle client) throws WavryException;
    }

    /** Runs a session for so many seconds after its start, or until its window is closed. */
    DemoResult run(String renderer, int seconds) throws WavryException {
        return run(renderer, (host, client) -> watch(client, seconds));
    }

    /** Runs a session as long as something is done with it. */
    DemoResult run(String renderer, Meanwhile meanwhile) throws WavryException {
        Path folder = keyFolder();
        Path key = folder.resolve("client.key");
        try {
            return run(around.wavry(), key, renderer, meanwhile);
        } finally {
            forget(key);
            forget(folder);
        }
    }

    private DemoResult run(Wavry wavry, Path key, String renderer, Meanwhile meanwhile) throws WavryException {
        String clientId = wavry.id(key, true);
        HostRequest hosting = pictures.applyTo(new HostRequest())
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .authorize(clientId);
        AtomicReference<Session> hosted = new AtomicReference<>();
        try (HostHandle host = wavry.host(hosting)) {
            host.onSession(hosted::set);
            ConnectRequest connecting = new ConnectRequest(host.address())
                    .hostId(host.id())
                    .keyFile(key)
                    .renderer(renderer)
                    .title("Wavry demo")
                    .reconnect(false);
            long startNanos = around.running().now();
            ClientHandle client = wavry.connect(connecting);
            try {
                client.ended().thenRun(() -> around.running().post(() -> {}));
                meanwhile.run(host, client);
                return DemoResult.of(client, hosted.get(), (around.running().now() - startNanos) / 1e6);
            } finally {
                Ends.close(client);
            }
        }
    }

    private void watch(ClientHandle client, int seconds) {
        Running running = around.running();
        long start = running.now();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        for (long tick = start + PROGRESS_NANOS; !over(client, end); tick += PROGRESS_NANOS) {
            running.work(Math.min(tick, end), () -> client.state() == SessionState.ENDED);
            around.output().progress(progress(client.report()));
        }
        around.output().clearProgress();
    }

    private boolean over(ClientHandle client, long end) {
        return around.running().stopping()
                || client.state() == SessionState.ENDED
                || around.running().now() >= end;
    }

    private static String progress(SessionReport report) {
        return String.format(
                Locale.ROOT,
                "%.0f fps  %.2f Mbit/s  latency %.2f ms (p95 %.2f)",
                report.framesPerSecond(),
                report.bitrateKbps() / 1000,
                report.latencyMs().p50(),
                report.latencyMs().p95());
    }

    private static Path keyFolder() throws WavryException {
        try {
            return Files.createTempDirectory("wavry-demo");
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.DISK,
                    "No folder for the demo's keys can be made: " + e.getMessage(),
                    "Free space in the folder for temporary files.",
                    e);
        }
    }

    private void forget(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            around.output().note("'" + path + "' could not be removed: " + e.getMessage());
        }
    }
}
