package dev.wavry.benchmarks;

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

/** A picture of the times between presented pictures, one row for each part, with the swaps marked below. */
final class GapChart {
    private static final int WIDTH = 1200;
    private static final int ROW = 220;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int FLOOR = 24;
    private static final double LEAST_MILLIS = 60;
    private static final double GOAL_MILLIS = 33;
    private static final Color INK = new Color(0x33383d);
    private static final Color GOAL = new Color(0x9aa3ad);
    private static final Color FRAMES = new Color(0x2a78d6);
    private static final Color MARKS = new Color(0xd6572a);

    private final List<Part> parts = new ArrayList<>();

    private record Part(String name, double[] frames, double[] marks) {
        double longest() {
            double longest = LEAST_MILLIS;
            for (int i = 1; i < frames.length; i++) {
                longest = Math.max(longest, frames[i] - frames[i - 1]);
            }
            return longest;
        }
    }

    /**
     * Adds a row.
     *
     * @param frames when pictures were presented, in milliseconds
     * @param marks when a swap was ordered, by the same clock
     */
    void add(String name, List<Double> frames, List<Double> marks) {
        if (frames.size() > 1) {
            parts.add(new Part(name, array(frames), array(marks)));
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Writes {@code <name>.png} below the folder of figures. */
    void png(String name) {
        if (parts.isEmpty()) {
            return;
        }
        BufferedImage image = new BufferedImage(WIDTH, TOP + ROW * parts.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(INK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        graphics.drawString("Milliseconds between presented pictures; each red mark is a swap", LEFT, 24);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int i = 0; i < parts.size(); i++) {
            draw(graphics, parts.get(i), TOP + i * ROW);
        }
        graphics.dispose();
        try {
            Files.createDirectories(Results.figures());
            ImageIO.write(image, "png", Results.figures().resolve(name + ".png").toFile());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void draw(Graphics2D graphics, Part part, int top) {
        int floor = top + ROW - FLOOR;
        double perMilli = (ROW - FLOOR - 20) / part.longest();
        double[] frames = part.frames;
        double perTime = (WIDTH - LEFT - RIGHT) / (frames[frames.length - 1] - frames[0]);
        graphics.setColor(FRAMES);
        for (int i = 1; i < frames.length; i++) {
            int x = LEFT + (int) ((frames[i] - frames[0]) * perTime);
            graphics.drawLine(x, floor, x, floor - (int) ((frames[i] - frames[i - 1]) * perMilli));
        }
        graphics.setColor(GOAL);
        int goal = floor - (int) (GOAL_MILLIS * perMilli);
        graphics.drawLine(LEFT, goal, WIDTH - RIGHT, goal);
        graphics.setColor(MARKS);
        for (double mark : part.marks) {
            int x = LEFT + (int) ((mark - frames[0]) * perTime);
            graphics.drawLine(x, floor + 2, x, floor + 10);
        }
        graphics.setColor(INK);
        graphics.drawString(part.name, 8, top + 24);
        graphics.drawString(String.format(Locale.ROOT, "%.0f ms", GOAL_MILLIS), 8, goal + 4);
        graphics.drawString(String.format(Locale.ROOT, "max %.0f ms", part.longest()), 8, top + 40);
    }
}
