package dev.wavry.operate.door;

import dev.wavry.api.Operator;
import dev.wavry.operate.set.Durable;
import dev.wavry.operate.trust.Printable;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders on a Unix domain socket that only the owner of the process may open. One order a connection: a word a line, an empty line
 * at the end; the answer is lines that begin with a blank, and at last the exit code.
 */
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int MOST_WORDS = 32;
    private static final int LONGEST_WORD = 4096;
    private static final int MOST_AT_ONCE = 4;

    private final Path file;
    private final Operator operator;
    private final ServerSocketChannel server;
    private final ExecutorService answering;

    /** @param folder is made, for its owner only, if it is not there */
    ControlSocket(Path folder, Operator operator) throws IOException {
        Durable.ownFolder(folder);
        this.operator = operator;
        this.file = folder.resolve(ProcessHandle.current().pid() + ".sock");
        // Left by a process of the same number that was killed.
        Files.deleteIfExists(file);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e instanceof IOException known ? known : new IOException(e.getMessage(), e);
        }
        this.answering = Executors.newFixedThreadPool(MOST_AT_ONCE, ControlSocket::thread);
        thread(this::accept).start();
        LOG.debug("orders are taken at '{}'", file);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "wavry-orders");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel client = server.accept();
                answering.execute(() -> answer(client));
            }
        } catch (IOException closed) {
            LOG.debug("no more orders are taken: {}", closed.toString());
        }
    }

    private void answer(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                BufferedWriter out = new BufferedWriter(Channels.newWriter(client, StandardCharsets.UTF_8))) {
            List<String> words = words(in);
            int code =
                    operator.perform(words, "socket:" + System.getProperty("user.name"), line -> say(out, " " + line));
            say(out, Integer.toString(code));
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("whoever gave an order did not wait for the answer: {}", gone.toString());
        }
    }

    private static List<String> words(BufferedReader in) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word = in.readLine(); word != null && !word.isEmpty(); word = in.readLine()) {
            if (words.size() >= MOST_WORDS || word.length() > LONGEST_WORD) {
                throw new IOException("an order of too many or too long words");
            }
            words.add(word);
        }
        return words;
    }

    /** An order is carried out to its end even if nobody listens any more. */
    private static void say(BufferedWriter out, String line) {
        try {
            out.write(Printable.of(line) + "\n");
            out.flush();
        } catch (IOException gone) {
            LOG.debug("nobody listens: {}", gone.toString());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("the socket stays behind: {}", e.toString());
        }
        answering.shutdownNow();
    }
}
