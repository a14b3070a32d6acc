package dev.wavry.rift.message;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages as bytes and back: one byte of type, then the fields in the order {@code docs/protocol.md} gives them, big-endian. A message may
 * be longer than this version knows (a newer one added fields at its end); the rest is skipped.
 */
public final class MessageCodec {
    private MessageCodec() {}

    /**
     * Writes a message at the position of {@code out}.
     *
     * @throws java.nio.BufferOverflowException if there is no room; {@code RiftConnection.MAX_MESSAGE_BYTES} is always enough
     */
    public static void encode(Message message, ByteBuffer out) {
        MessageWriter.write(message, out);
    }

    /**
     * Reads the message between position and limit; null if its type is unknown to this version.
     *
     * @throws MalformedMessageException if the bytes are no message
     */
    public static @Nullable Message decode(ByteBuffer in) throws MalformedMessageException {
        return MessageReader.read(in);
    }
}
