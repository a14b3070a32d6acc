package dev.wavry.render.headless.internal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes PNG files; a reader never sees half of one. */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final String pattern;
    private int number;

    Snapshots(String pattern) {
        this.pattern = pattern;
    }

    boolean wanted() {
        return !pattern.isEmpty();
    }

    void write(BufferedImage image) {
        Path file = Path.of(pattern.replace("%d", Integer.toString(number++))).toAbsolutePath();
        try {
            Path folder = file.getParent();
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, "snapshot", ".part");
            try {
                ImageIO.write(image, "png", half.toFile());
                move(half, file);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            LOG.warn("Snapshot '{}' could not be written; check the folder and the space on the disk", file, e);
        }
    }

    private static void move(Path half, Path file) throws IOException {
        try {
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
