package dev.wavry.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines on a socket. One thread reads; any may write. */
final class Wire {
    private final SocketChannel channel;
    private final ByteBuffer in =
            ByteBuffer.allocate(4 * ControlLine.MOST_CHARACTERS).limit(0);

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /** The next line, or null at the end. */
    @Nullable
    String read() throws IOException {
        int seen = 0;
        while (true) {
            for (; seen < in.remaining(); seen++) {
                if (in.get(in.position() + seen) == '\n') {
                    byte[] line = new byte[seen];
                    in.get(line).get();
                    return new String(line, StandardCharsets.UTF_8);
                }
            }
            in.compact();
            if (!in.hasRemaining()) {
                throw new IOException("a line is longer than " + in.capacity() + " bytes");
            }
            int got = channel.read(in);
            in.flip();
            if (got < 0) {
                return null;
            }
        }
    }

    synchronized void write(String line) throws IOException {
        ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }
}
