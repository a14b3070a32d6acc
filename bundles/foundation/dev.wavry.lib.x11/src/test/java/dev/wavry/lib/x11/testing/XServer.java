package dev.wavry.lib.x11.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An X server of a test's own on a display that was free; ends with all programs started on it. */
public final class XServer implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 20;

    private final Process server;
    private final String display;
    private final List<Process> clients = new ArrayList<>();

    private XServer(List<String> command) {
        server = launch(new ProcessBuilder(command));
        try {
            // Not in try-with-resources: closing the pipe would end the server at its next line.
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
            String number = out.readLine();
            if (number == null) {
                throw new AssertionError("the X server '" + command.get(0) + "' ended at once");
            }
            display = ":" + number.strip();
        } catch (IOException broken) {
            server.destroyForcibly();
            throw new AssertionError("the X server '" + command.get(0) + "' does not tell its display", broken);
        }
    }

    /** A framebuffer without any hardware; its only mode is its size. */
    public static XServer xvfb(int width, int height) {
        return xvfb(width, height, 24);
    }

    /** The same with another colour depth. */
    public static XServer xvfb(int width, int height, int depth) {
        return new XServer(List.of(
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                width + "x" + height + "x" + depth,
                "-nolisten",
                "tcp",
                "-noreset"));
    }

    /** A server whose monitors can change their mode. */
    public static XServer changeable(int width, int height) {
        return new XServer(List.of(
                "Xtigervnc",
                "-displayfd",
                "1",
                "-geometry",
                width + "x" + height,
                "-depth",
                "24",
                "-SecurityTypes",
                "None",
                "-rfbport",
                "-1",
                "-rfbunixpath",
                socketPath(),
                "-noreset"));
    }

    private static String socketPath() {
        try {
            Path folder = Files.createTempDirectory("wavry-x");
            folder.toFile().deleteOnExit();
            return folder.resolve("rfb").toString();
        } catch (IOException noSpace) {
            throw new AssertionError("no folder for the socket of the X server", noSpace);
        }
    }

    /** Name such as {@code :3}. */
    public String display() {
        return display;
    }

    /** Starts a program on this server. */
    public Process start(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", display);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process client = launch(builder);
        clients.add(client);
        return client;
    }

    /** Runs a program to its end and answers what it printed; fails if it failed. */
    public String run(String... command) {
        Process client = start(command);
        try {
            String text = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!client.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || client.exitValue() != 0) {
                throw new AssertionError("'" + String.join(" ", command) + "' failed: " + text);
            }
            return text;
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("'" + String.join(" ", command) + "' did not finish", broken);
        }
    }

    /** Ends the server as a crash would. */
    public void kill() {
        server.destroyForcibly();
        await("the X server to end", () -> !server.isAlive());
    }

    /** Looks again and again until something is so; fails after a while. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + DEADLINE_SECONDS + " s for " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @Override
    public void close() {
        clients.forEach(Process::destroyForcibly);
        server.destroy();
        try {
            if (!server.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "The program '" + builder.command().get(0)
                            + "' is missing: install xvfb, tigervnc-standalone-server, x11-xserver-utils, x11-utils, x11-xkb-utils, xterm and xdotool",
                    missing);
        }
    }
}
