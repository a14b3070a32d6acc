package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.message.InputCodec;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.MessageCodec;
import dev.wavry.spi.input.InputEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes in {@code docs/protocol.md} are the bytes this module writes and reads, every one of them. */
@Timeout(20)
class GoldenTest {
    private static final Path DOCUMENT = Path.of("../../../docs/protocol.md");

    private static Map<String, String> documented() throws IOException {
        Map<String, String> blocks = new TreeMap<>();
        String name = "";
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("```golden ")) {
                name = line.substring(10).trim();
                assertFalse(blocks.containsKey(name), "twice in the document: " + name);
                blocks.put(name, "");
            } else if (line.startsWith("```")) {
                name = "";
            } else if (!name.isEmpty()) {
                blocks.merge(name, line.replaceAll("#.*", "").replaceAll("\\s", ""), String::concat);
            }
        }
        return blocks;
    }

    private static Map<String, String> written() {
        Map<String, byte[]> samples = new TreeMap<>();
        samples.putAll(HandshakeSamples.all());
        samples.putAll(FrameSamples.all());
        MessageSamples.messages().forEach((name, message) -> samples.put(name, encode(message)));
        MessageSamples.events().forEach((name, event) -> samples.put(name, encode(event)));
        Map<String, String> texts = new TreeMap<>();
        samples.forEach((name, bytes) -> texts.put(name, HexFormat.of().formatHex(bytes)));
        return texts;
    }

    static byte[] encode(Message message) {
        ByteBuffer out = ByteBuffer.allocate(300_000);
        MessageCodec.encode(message, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    static byte[] encode(InputEvent event) {
        ByteBuffer out = ByteBuffer.allocate(InputCodec.MAX_BYTES);
        assertTrue(InputCodec.encode(event, out));
        return Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void shouldWriteExactlyWhatTheDocumentShows() throws IOException {
        Map<String, String> written = written();
        Path copy = Path.of("target/golden.txt");
        StringBuilder lines = new StringBuilder();
        written.forEach(
                (name, hex) -> lines.append(name).append(' ').append(hex).append('\n'));
        Files.writeString(copy, lines);
        Map<String, String> documented = documented();
        assertEquals(new TreeSet<>(written.keySet()), new TreeSet<>(documented.keySet()), "named blocks; see " + copy);
        written.forEach((name, hex) -> assertEquals(hex, documented.get(name), name));
    }

    @Test
    void shouldReadEveryMessageOfTheDocument() throws Exception {
        Map<String, String> documented = documented();
        for (Map.Entry<String, Message> sample : MessageSamples.messages().entrySet()) {
            byte[] bytes = HexFormat.of().parseHex(documented.get(sample.getKey()));
            assertEquals(sample.getValue(), MessageCodec.decode(ByteBuffer.wrap(bytes)), sample.getKey());
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 5);
            assertEquals(sample.getValue(), MessageCodec.decode(ByteBuffer.wrap(longer)), "with later fields");
        }
    }

    @Test
    void shouldHaveASampleOfEveryKindOfMessage() {
        for (Class<?> kind : Message.class.getPermittedSubclasses()) {
            assertNotNull(
                    MessageSamples.messages().values().stream()
                            .filter(kind::isInstance)
                            .findAny()
                            .orElse(null),
                    kind.getSimpleName());
        }
    }

    @Test
    void shouldReadEveryEventOfTheDocument() throws IOException {
        Map<String, String> documented = documented();
        InputEvent read = new InputEvent();
        for (Map.Entry<String, InputEvent> sample : MessageSamples.events().entrySet()) {
            byte[] bytes = HexFormat.of().parseHex(documented.get(sample.getKey()));
            assertTrue(InputCodec.decode(ByteBuffer.wrap(bytes), read), sample.getKey());
            InputEvent wanted = sample.getValue();
            assertEquals(wanted.kind(), read.kind());
            assertEquals(wanted.text(), read.text());
            assertEquals(wanted.a(), read.a());
            assertEquals(wanted.b(), read.b());
            assertEquals(wanted.nanos(), read.nanos());
        }
    }
}
