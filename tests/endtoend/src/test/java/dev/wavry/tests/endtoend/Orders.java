package dev.wavry.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Orders to a process by its socket, without the time that a command takes to start.
 *
 * @param socket the socket
 */
record Orders(Path socket) {
    static Orders to(Wavry wavry, Program program) {
        return new Orders(wavry.home().resolve("run").resolve(program.pid() + ".sock"));
    }

    /** Sends an order and does not wait for the answer. */
    SocketChannel send(String... words) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        String order = String.join(
                        "\n",
                        Stream.concat(Stream.of(words), Stream.of("--json")).toList()) + "\n\n";
        channel.write(ByteBuffer.wrap(order.getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    /** Sends an order and answers its result. */
    JsonNode perform(String... words) throws IOException {
        try (SocketChannel channel = send(words);
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            JsonNode last = Wavry.json("{}");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                last = line.startsWith(" {") ? Wavry.json(line.substring(1)) : last;
            }
            return last;
        }
    }
}
