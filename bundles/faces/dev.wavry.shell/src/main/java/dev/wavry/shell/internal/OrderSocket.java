package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The socket at which a running host or viewer of this user takes orders. */
final class OrderSocket {
    private static final String SUFFIX = ".sock";

    private final Path folder;

    OrderSocket(Path folder) {
        this.folder = folder;
    }

    /**
     * Has an order carried out.
     *
     * @param process number of the process, or 0 for the only one
     * @param out told what it answers, line by line
     * @return the exit code it answers with
     */
    int perform(long process, List<String> words, Consumer<String> out) throws WavryException {
        try (SocketChannel channel = open(process)) {
            String order = String.join("\n", words) + "\n\n";
            channel.write(ByteBuffer.wrap(order.getBytes(StandardCharsets.UTF_8)));
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith(" ")) {
                    return Integer.parseInt(line);
                }
                out.accept(line.substring(1));
            }
        } catch (IOException e) {
            throw gone(e);
        }
        throw gone(new IOException("the connection ended"));
    }

    private static WavryException gone(IOException e) {
        return new WavryException(
                ErrorKind.PEER_GONE,
                "The process stopped while it carried the order out: " + e.getMessage(),
                "Start it again and look at wavry bundles history.",
                e);
    }

    private SocketChannel open(long process) throws IOException, WavryException {
        List<String> running = new ArrayList<>();
        SocketChannel only = null;
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (process != 0 && !name.equals(process + SUFFIX)) {
                continue;
            }
            SocketChannel channel = connect(file);
            if (channel != null) {
                running.add(name.substring(0, name.length() - SUFFIX.length()));
                if (only != null) {
                    channel.close();
                } else {
                    only = channel;
                }
            }
        }
        if (only == null) {
            throw new WavryException(
                    ErrorKind.NOT_REACHABLE,
                    process == 0 ? "No host or viewer of yours runs" : "Process " + process + " takes no orders",
                    "Start one, for example with wavry host.");
        }
        if (running.size() > 1) {
            only.close();
            throw new WavryException(
                    ErrorKind.USAGE,
                    "Several hosts or viewers of yours run: processes " + String.join(", ", running),
                    "Say which one with --process.");
        }
        return only;
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    /** A process that was killed leaves its socket behind, which nobody answers. */
    private static @org.jspecify.annotations.Nullable SocketChannel connect(Path file) {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(file));
        } catch (IOException nobody) {
            return null;
        }
    }
}
