package dev.wavry.control;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens at a socket that only its owner may use, in a folder that only its owner may enter. */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    /** More than a person has windows for. */
    private static final int MOST_CONNECTIONS = 16;

    private final Path socket;
    private final ServerSocketChannel door;
    private final Function<String, @Nullable ControlHandler> handlers;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /**
     * Listens from now on, on threads of its own.
     *
     * @param socket its folder is made if it is missing; a socket that nobody listens at any more is replaced
     * @param handlers who answers a verb, or null if nobody does
     * @throws BindException if somebody listens there already
     * @throws IOException if the folder is open to others or nothing can be made there
     */
    public ControlServer(Path socket, Function<String, @Nullable ControlHandler> handlers) throws IOException {
        this.socket = socket.toAbsolutePath();
        this.handlers = handlers;
        prepareFolder(this.socket.getParent());
        removeStale(this.socket);
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(this.socket));
            Files.setPosixFilePermissions(this.socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException e) {
            door.close();
            throw e;
        }
        start("wavry-control", this::listen);
    }

    private static void prepareFolder(@Nullable Path folder) throws IOException {
        if (folder == null) {
            throw new IOException("a control socket needs a folder");
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        // Between bind and the change of its rights a socket may be open to others; its folder must not be.
        Set<?> rights = Files.getPosixFilePermissions(folder);
        if (rights.size() != 3 || !PosixFilePermissions.fromString("rwx------").equals(rights)) {
            throw new IOException("the folder '" + folder + "' is open to others; make it yours alone with chmod 700");
        }
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            Files.deleteIfExists(socket);
            return;
        }
        throw new BindException("another host listens at '" + socket + "'");
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (door.isOpen()) {
            try {
                serve(door.accept());
            } catch (IOException e) {
                if (door.isOpen()) {
                    LOG.warn("The control socket is closed because it failed: {}", e.getMessage());
                    close();
                }
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        Connection[] self = new Connection[1];
        Connection connection = new Connection(channel, handlers, () -> connections.remove(self[0]));
        self[0] = connection;
        connections.add(connection);
        start("wavry-control-answer", connection);
    }

    /** Hangs up on everybody and removes the socket. */
    @Override
    public void close() {
        try {
            door.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.debug("The control socket did not close: {}", e.getMessage());
        }
        connections.forEach(Connection::hangUp);
    }
}
