package dev.wavry.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A picture of lying bars, each with a median and a thin line up to the 95th percentile. */
final class Chart {
    private static final int WIDTH = 900;
    private static final int LABEL = 300;
    private static final int ROW = 26;
    private static final int TOP = 50;
    private static final int RIGHT = 130;
    private static final Color OURS = new Color(0x2a78d6);
    private static final Color OTHERS = new Color(0x9aa3ad);

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, double median, double p95, boolean ours) {}

    Chart(String title) {
        this.title = title;
    }

    /** Adds a bar; ones that are not numbers are left out. */
    void bar(String label, double median, double p95, boolean ours) {
        if (!Double.isNaN(median)) {
            bars.add(new Bar(label, median, p95, ours));
        }
    }

    /** Writes {@code <name>.png} below the folder of figures. */
    void png(String name) {
        if (bars.isEmpty()) {
            return;
        }
        BufferedImage image = new BufferedImage(WIDTH, TOP + ROW * bars.size() + 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.DARK_GRAY);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        graphics.drawString(title, 16, 28);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        double longest =
                bars.stream().mapToDouble(b -> Math.max(b.median, b.p95)).max().orElse(1);
        double scale = (WIDTH - LABEL - RIGHT) / longest;
        for (int i = 0; i < bars.size(); i++) {
            draw(graphics, bars.get(i), TOP + i * ROW, scale);
        }
        graphics.dispose();
        try {
            Files.createDirectories(Results.figures());
            ImageIO.write(image, "png", Results.figures().resolve(name + ".png").toFile());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void draw(Graphics2D graphics, Bar bar, int y, double scale) {
        int end = LABEL + (int) (bar.median * scale);
        int whisker = LABEL + (int) (bar.p95 * scale);
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawString(bar.label, 16, y + 15);
        graphics.setColor(bar.ours ? OURS : OTHERS);
        graphics.fillRect(LABEL, y + 3, end - LABEL, ROW - 10);
        graphics.setColor(Color.DARK_GRAY);
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.drawLine(end, y + 11, whisker, y + 11);
        graphics.drawLine(whisker, y + 7, whisker, y + 15);
        graphics.drawString(
                String.format(Locale.ROOT, "%.1f / %.1f ms", bar.median, bar.p95), Math.max(end, whisker) + 8, y + 15);
    }
}
