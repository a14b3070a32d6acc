package dev.wavry.benchmarks;

import dev.wavry.lab.LabException;
import dev.wavry.lab.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Puts other bytes of the same version in the place of the only bundle that may encode, so that there is nothing to hand over to. */
final class UpdateInPlace implements AutoCloseable {
    private static final String NAME = "dev.wavry.codec.raw";

    private final Path folder;
    private final Path[] variants = new Path[2];
    private final Path socket;

    /** @param host runs with {@code --developer}, because nobody signs these bundles */
    UpdateInPlace(Path home, Program host) {
        socket = home.resolve("run").resolve(host.pid() + ".sock");
        try {
            folder = Files.createTempDirectory("wavry-update");
            Path original = shipped();
            for (int i = 0; i < variants.length; i++) {
                variants[i] = Files.copy(original, folder.resolve("variant-" + i + ".jar"));
                try (FileSystem jar = FileSystems.newFileSystem(variants[i], Map.of())) {
                    Files.writeString(jar.getPath("variant.txt"), "variant " + i);
                }
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static Path shipped() throws IOException {
        Path bundles = Path.of(System.getenv().getOrDefault("WAVRY_ROOT", "."), "distribution/target/wavry/bundles");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(bundles, NAME + "-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new LabException("there is no " + NAME + " in " + bundles);
    }

    /** Updates for the n-th time and answers the last line of what was said. */
    String update(int number) {
        String order = "update\n" + variants[number % variants.length] + "\n--watch=0\n\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(order.getBytes(StandardCharsets.UTF_8)));
            try (BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
                String said = "";
                String code = "";
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    said = line.startsWith(" ") ? line.strip() : said;
                    code = line.strip();
                }
                return code.equals("0") ? "" : said;
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        try {
            for (Path variant : variants) {
                Files.deleteIfExists(variant);
            }
            Files.deleteIfExists(folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
