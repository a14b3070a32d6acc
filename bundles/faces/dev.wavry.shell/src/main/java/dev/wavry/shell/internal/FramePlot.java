package dev.wavry.shell.internal;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A picture of the times between presented pictures, with the moments at which parts were replaced. */
final class FramePlot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 90;
    private static final int BOTTOM = 40;
    private static final double LEAST_MILLIS = 50;
    private static final Color INK = new Color(0x33383d);
    private static final Color GRID = new Color(0xdde1e5);
    private static final Color FRAMES = new Color(0x2a78d6);
    private static final Color MARKS = new Color(0xd6572a);

    private final long[] times;
    private final List<Mark> marks;
    private final double longestMillis;

    /**
     * A moment.
     *
     * @param nanos when
     * @param text what happened
     */
    record Mark(long nanos, String text) {}

    /** @param times of pictures, at least two */
    FramePlot(long[] times, List<Mark> marks) {
        this.times = times.clone();
        this.marks = List.copyOf(marks);
        double longest = LEAST_MILLIS;
        for (int i = 1; i < times.length; i++) {
            longest = Math.max(longest, (times[i] - times[i - 1]) / 1e6);
        }
        this.longestMillis = longest;
    }

    /** Writes a PNG file. */
    void write(Path file) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        axes(graphics);
        marks(graphics);
        frames(graphics);
        graphics.dispose();
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("this Java writes no PNG files");
        }
    }

    private void axes(Graphics2D graphics) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        graphics.setColor(INK);
        graphics.drawString("Milliseconds between presented pictures while parts are replaced", LEFT, 24);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int i = 0; i <= 4; i++) {
            double millis = longestMillis * i / 4;
            graphics.setColor(GRID);
            graphics.drawLine(LEFT, y(millis), WIDTH - RIGHT, y(millis));
            graphics.setColor(INK);
            graphics.drawString(String.format(Locale.ROOT, "%.0f ms", millis), 8, y(millis) + 4);
        }
        double seconds = (times[times.length - 1] - times[0]) / 1e9;
        graphics.drawString("0 s", LEFT, HEIGHT - 12);
        graphics.drawString(String.format(Locale.ROOT, "%.1f s", seconds), WIDTH - RIGHT - 40, HEIGHT - 12);
    }

    private void marks(Graphics2D graphics) {
        graphics.setColor(MARKS);
        for (int i = 0; i < marks.size(); i++) {
            int x = x(marks.get(i).nanos);
            // Three lines of text, so that neighbours do not write over each other.
            int text = TOP - 40 + 15 * (i % 3);
            graphics.drawLine(x, text, x, HEIGHT - BOTTOM);
            graphics.drawString(marks.get(i).text, x + 3, text + 4);
        }
    }

    private void frames(Graphics2D graphics) {
        graphics.setColor(FRAMES);
        for (int i = 1; i < times.length; i++) {
            int x = x(times[i]);
            graphics.drawLine(x, HEIGHT - BOTTOM, x, y((times[i] - times[i - 1]) / 1e6));
        }
    }

    private int x(long nanos) {
        double share = (double) (nanos - times[0]) / Math.max(1, times[times.length - 1] - times[0]);
        return LEFT + (int) (share * (WIDTH - LEFT - RIGHT));
    }

    private int y(double millis) {
        return HEIGHT - BOTTOM - (int) (millis / longestMillis * (HEIGHT - BOTTOM - TOP));
    }
}
