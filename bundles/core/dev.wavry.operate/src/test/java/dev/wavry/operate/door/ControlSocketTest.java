package dev.wavry.operate.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger's names can and cannot make of an answer. */
@Timeout(30)
class ControlSocketTest {
    private static final String FORGED = "it is signed by 'acme\r0\r\n\u001b[2J\u0085\u2028\u2029x'";
    private static final String SHOWN = "it is signed by 'acme 0  ?[2J   x'";

    @TempDir
    Path folder;

    private String answer() throws IOException {
        Path file = folder.resolve(ProcessHandle.current().pid() + ".sock");
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(file));
            channel.write(ByteBuffer.wrap("install\n\n".getBytes(StandardCharsets.UTF_8)));
            try (InputStream in = Channels.newInputStream(channel)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Test
    void shouldAnswerOneLineForEachThatIsSaidWhateverItHolds() throws Exception {
        try (ControlSocket socket = new ControlSocket(folder, (words, who, out) -> {
            out.accept(FORGED);
            return 7;
        })) {
            assertEquals(" " + SHOWN + "\n7\n", answer());
        }
    }

    @Test
    void shouldSayOneLineForEachThatIsToldWhateverItHolds() {
        List<String> said = new ArrayList<>();
        Speaker speaker = new Speaker(said::add, false);
        speaker.progress(FORGED);
        speaker.result(false, FORGED, Map.of("rows", List.of(Map.of("name", FORGED))));
        speaker.result(true, "done", Map.of("fact", FORGED));
        assertEquals(List.of("  " + SHOWN, SHOWN, "  " + SHOWN, "done", "  fact: " + SHOWN), said);
    }
}
