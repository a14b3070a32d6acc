package dev.wavry.operate.door;

import dev.wavry.api.Operator;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs or updates what is moved into a folder, as the commands would. A file that was let in is deleted; one that was not is renamed
 * to {@code .refused}, with the reason beside it. Files must be moved there whole: what does not end with {@code .jar} is left alone.
 */
final class DeployFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

    private final Path folder;
    private final Operator operator;
    private final WatchService watch;

    private DeployFolder(Path folder, Operator operator, WatchService watch) {
        this.folder = folder;
        this.operator = operator;
        this.watch = watch;
    }

    /** Watches a folder if it exists: making it is how the operator says that it is wanted. */
    static @Nullable DeployFolder watch(Path folder, Operator operator) throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        WatchService watch = folder.getFileSystem().newWatchService();
        folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        DeployFolder deploy = new DeployFolder(folder, operator, watch);
        Thread thread = new Thread(deploy::run, "wavry-deploy");
        thread.setDaemon(true);
        thread.start();
        return deploy;
    }

    private void run() {
        try {
            while (true) {
                deployAll();
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException closed) {
            LOG.debug("'{}' is watched no longer", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("'{}' is watched no longer: {}", folder, e.getMessage());
        }
    }

    private void deployAll() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                deploy(jar);
            }
        }
    }

    private void deploy(Path jar) throws IOException {
        StringBuilder said = new StringBuilder();
        String file = jar.toAbsolutePath().toString();
        int code = operator.perform(List.of("deploy", file), "deploy folder", line -> said.append(line)
                .append('\n'));
        if (code == 0) {
            Files.deleteIfExists(jar);
            return;
        }
        Path refused = jar.resolveSibling(jar.getFileName() + ".refused");
        Files.move(jar, refused, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(refused.resolveSibling(refused.getFileName() + ".why"), said);
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            LOG.debug("'{}' is watched on: {}", folder, e.toString());
        }
    }
}
