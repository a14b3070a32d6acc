package dev.wavry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sound server of one's own in a folder of its own, with two outputs that sound nowhere ({@code speakers}, the standard one, and {@code headphones}), and a
 * microphone ({@code mic}, the standard one) that hears what is played to {@code cable}. Ends with all programs started through it.
 */
public final class SoundServer implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(20);
    private static final int RATE = 48_000;
    private static final int FILE_SECONDS = 120;
    private static final double AMPLITUDE = 8000;

    /** Which one. */
    public enum Kind {
        /** PulseAudio itself. */
        PULSEAUDIO,
        /** PipeWire with WirePlumber and its pulse server. */
        PIPEWIRE
    }

    private final Kind kind;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Program> servers = new ArrayList<>();
    private final List<Program> clients = new ArrayList<>();

    private SoundServer(Kind kind) {
        this.kind = kind;
        try {
            folder = Files.createTempDirectory("wavry-sound-");
            Files.createDirectories(folder.resolve("pulse"));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        for (String name : List.of("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME")) {
            environment.put(name, folder.toString());
        }
        environment.put("PULSE_SERVER", address());
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** Starts one and waits until it is there with its devices. */
    public static SoundServer start(Kind kind) {
        SoundServer server = new SoundServer(kind);
        try {
            server.launch();
        } catch (RuntimeException broken) {
            server.close();
            throw broken;
        }
        return server;
    }

    private void launch() {
        if (kind == Kind.PULSEAUDIO) {
            launchServer(
                    "pulseaudio",
                    "-n",
                    "--daemonize=no",
                    "--use-pid-file=no",
                    "--exit-idle-time=-1",
                    "--log-target=stderr",
                    "-L",
                    "module-native-protocol-unix auth-anonymous=1 socket=" + folder.resolve("pulse/native"));
        } else {
            // WirePlumber ends at once without a session bus.
            launchServer("dbus-daemon", "--session", "--nofork", "--address=unix:path=" + folder.resolve("bus"));
            awaitFile("bus");
            launchServer("pipewire");
            awaitFile("pipewire-0");
            launchServer("wireplumber");
            launchServer("pipewire-pulse");
        }
        Waiting.until("an answer of " + kind, READY, this::answers);
        if (kind == Kind.PIPEWIRE) {
            // It makes an output of its own as soon as WirePlumber is there.
            Waiting.until("WirePlumber", READY, () -> has("sinks", "auto_null"));
        }
        addOutput("speakers");
        addOutput("headphones");
        addOutput("cable");
        control("load-module", "module-remap-source", "master=cable.monitor", "source_name=mic");
        Waiting.until("the microphone", READY, () -> has("sources", "mic") && has("sinks", "cable"));
        standard("speakers");
        control("set-default-source", "mic");
        Waiting.until("the standard output", READY, () -> control("info").stream()
                .anyMatch(line -> line.equals("Default Sink: speakers")));
    }

    private void awaitFile(String name) {
        Waiting.until("the socket " + name, READY, () -> Files.exists(folder.resolve(name)));
    }

    private void launchServer(String... command) {
        servers.add(Program.start(environment, List.of(command)));
    }

    private boolean answers() {
        Program pactl = Program.start(environment, List.of("pactl", "info"));
        return pactl.awaitExit(READY) == 0;
    }

    /** Where it listens, for {@code PULSE_SERVER}. */
    public String address() {
        return "unix:" + folder.resolve("pulse/native");
    }

    /** What programs need in their environment to meet it. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Which one it is. */
    public Kind kind() {
        return kind;
    }

    /** Runs {@code pactl} and answers its lines. */
    public List<String> control(String... arguments) {
        List<String> command = new ArrayList<>(List.of("pactl"));
        command.addAll(List.of(arguments));
        Program pactl = Program.start(environment, command);
        int code = pactl.awaitExit(READY);
        if (code != 0) {
            throw new LabException("'" + String.join(" ", command) + "' failed with " + code + ": " + pactl.tail());
        }
        return pactl.lines().stream().map(Program.Line::text).toList();
    }

    /** Adds an output that sounds nowhere; answers the number to {@link #remove} it by. */
    public int addOutput(String name) {
        List<String> said = control(
                "load-module",
                "module-null-sink",
                "sink_name=" + name,
                "rate=" + RATE,
                "sink_properties=device.description=" + name);
        Waiting.until("the output " + name, READY, () -> has("sinks", name));
        return Integer.parseInt(said.get(0).trim());
    }

    /** Takes what a number stands for away again. */
    public void remove(int module) {
        control("unload-module", String.valueOf(module));
    }

    /** Makes an output the standard one. */
    public void standard(String output) {
        control("set-default-sink", output);
    }

    /** True if there is such a thing, by its exact name; {@code what} is sinks, sources or sink-inputs. */
    public boolean has(String what, String name) {
        return control("list", "short", what).stream()
                .anyMatch(line -> line.split("\t").length > 1 && line.split("\t")[1].equals(name));
    }

    /** Numbers of the streams that programs play. */
    public List<Integer> playing() {
        return control("list", "short", "sink-inputs").stream()
                .map(line -> Integer.parseInt(line.split("\t")[0]))
                .toList();
    }

    /** A program that plays a tone for two minutes, with as little delay as games and browsers wish. */
    public Program play(String application, double hertz, String output) {
        return start(
                "paplay",
                "--client-name=" + application,
                "--property=application.name=" + application,
                "--latency-msec=20",
                "--device=" + output,
                tone(hertz).toString());
    }

    /** A program that records a source into a file of 48 kHz, stereo, 16 bit, without a header. */
    public Program record(String source, Path file) {
        return start(
                "parec",
                "--raw",
                "--format=s16le",
                "--rate=" + RATE,
                "--channels=2",
                "--latency-msec=20",
                "--device=" + source,
                file.toString());
    }

    /** Starts a program that meets this server; it ends with it. */
    public Program start(String... command) {
        Program client = Program.start(environment, List.of(command));
        clients.add(client);
        return client;
    }

    private Path tone(double hertz) {
        Path file = folder.resolve(hertz + ".wav");
        if (Files.exists(file)) {
            return file;
        }
        int data = RATE * FILE_SECONDS * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes()).putInt(36 + data).put("WAVEfmt ".getBytes()).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * Short.BYTES);
        wav.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        wav.put("data".getBytes()).putInt(data);
        for (int i = 0; i < RATE * FILE_SECONDS; i++) {
            wav.putShort((short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        try {
            return Files.write(file, wav.array());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Ends the server as a crash does; programs that play end too. */
    public void kill() {
        for (int i = servers.size() - 1; i >= 0; i--) {
            servers.get(i).kill();
        }
        servers.clear();
        clients.forEach(Program::close);
        clients.clear();
    }

    /** Starts it again after {@link #kill}, at the same address. */
    public void restart() {
        try {
            for (String socket : List.of("pulse/native", "bus", "pipewire-0")) {
                Files.deleteIfExists(folder.resolve(socket));
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        launch();
    }

    @Override
    public void close() {
        clients.forEach(Program::close);
        for (int i = servers.size() - 1; i >= 0; i--) {
            servers.get(i).close();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
