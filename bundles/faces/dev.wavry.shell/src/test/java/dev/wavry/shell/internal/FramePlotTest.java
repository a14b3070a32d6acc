package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePlotTest {
    @TempDir
    Path folder;

    @Test
    void shouldDrawPicturesAndMarks() throws Exception {
        long[] times = new long[100];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * 16_000_000L;
        }
        Path file = folder.resolve("plot.png");
        new FramePlot(times, List.of(new FramePlot.Mark(times[50], "encoder"))).write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(1200, image.getWidth());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        assertTrue(colours.containsAll(Set.of(0x2a78d6, 0xd6572a, 0xffffff)));
    }
}
