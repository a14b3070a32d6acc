package dev.wavry.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Asks a host of the same user. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * Asks one question and waits for the end of the answer.
     *
     * @param told what comes before the end, on the calling thread
     * @return the last thing that was said
     * @throws IOException if nobody listens at the socket or hangs up before the end
     */
    public static Map<String, String> ask(Path socket, Map<String, String> request, Consumer<Map<String, String>> told)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            Wire wire = new Wire(channel);
            wire.write(ControlLine.write(request));
            for (String line = wire.read(); line != null; line = wire.read()) {
                Map<String, String> said = ControlLine.read(line);
                if (said.containsKey(Connection.LAST)) {
                    return said;
                }
                told.accept(said);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer cannot be understood", e);
        }
        throw new IOException("the host hung up before the end of its answer");
    }
}
