package dev.wavry.codec.ffmpeg.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What encoders and decoders were seen to cost on this machine, kept across restarts. Safe from any thread.
 *
 * <p>The key holds whatever makes a figure worthless when it changes: processor count, Java, FFmpeg and bundle version.
 */
final class CostFile {
    private static final Logger LOG = LoggerFactory.getLogger(CostFile.class);

    private final @Nullable Path file;
    private final String machine;
    private final Properties values = new Properties();
    private final Map<String, Long> typicals = new HashMap<>();

    /**
     * @param file where to keep it; null keeps it in memory only
     */
    CostFile(@Nullable Path file, String machine) {
        this.file = file;
        this.machine = machine;
        if (file != null && Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("Costs in '{}' cannot be read, typical ones are used until new ones are learnt", file, e);
            }
        }
    }

    /**
     * The learnt cost in nanoseconds for a megapixel, or else the typical one, made as much longer as what was learnt of others took longer
     * than is typical: on a slow or busy machine, what was never tried must not look fast beside what was.
     */
    synchronized long nanosPerMegapixel(String implementation, long typical) {
        typicals.put(implementation, typical);
        long learnt = learnt(implementation);
        return learnt > 0 ? learnt : Math.round(typical * slowness());
    }

    private double slowness() {
        return typicals.entrySet().stream()
                .filter(known -> learnt(known.getKey()) > 0)
                .mapToDouble(known -> (double) learnt(known.getKey()) / known.getValue())
                .average()
                .orElse(1);
    }

    private long learnt(String implementation) {
        try {
            return Long.parseLong(values.getProperty(key(implementation), "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    synchronized void learnt(String implementation, long nanosPerMegapixel) {
        values.setProperty(key(implementation), Long.toString(nanosPerMegapixel));
        if (file == null) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(next)) {
                values.store(out, null);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("Costs cannot be kept in '{}', they are learnt again after a restart", file, e);
        }
    }

    private String key(String implementation) {
        return implementation + "@" + machine;
    }
}
