package dev.wavry.benchmarks.net;

import dev.wavry.tck.link.LinkTrial;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Rates above, the queue below, over time: as a picture and as numbers. */
final class Curves {
    private static final int WIDTH = 1200;
    private static final int RATES = 320;
    private static final int QUEUE = 160;
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final Color INK = new Color(0x33383d);
    private static final Color LINK = new Color(0x9aa3ad);
    private static final Color TARGET = new Color(0x2a78d6);
    private static final Color RECEIVED = new Color(0x2aa36b);
    private static final Color CROSS = new Color(0xd6572a);
    private static final int MEAN = 10;

    private final String title;
    private final List<LinkTrial.Step> steps;

    Curves(String title, List<LinkTrial.Step> steps) {
        this.title = title;
        this.steps = steps;
    }

    /** Writes {@code <name>.png} and {@code <name>.csv}, a line for each tenth of a second. */
    void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            ImageIO.write(draw(), "png", folder.resolve(name + ".png").toFile());
            Files.write(folder.resolve(name + ".csv"), lines());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("seconds,link_kbps,target_kbps,received_kbps,cross_kbps,queue_ms");
        for (int i = MEAN - 1; i < steps.size(); i += MEAN) {
            LinkTrial.Step step = steps.get(i);
            lines.add(String.format(
                    Locale.ROOT,
                    "%.1f,%d,%d,%.0f,%.0f,%.1f",
                    (i + 1) / 100.0,
                    step.linkKbps(),
                    step.targetKbps(),
                    mean(i, true),
                    mean(i, false),
                    step.queueNanos() / 1e6));
        }
        return lines;
    }

    private double mean(int end, boolean own) {
        double sum = 0;
        int from = Math.max(0, end - MEAN + 1);
        for (int i = from; i <= end; i++) {
            sum += own ? steps.get(i).receivedKbps() : steps.get(i).crossKbps();
        }
        return sum / (end - from + 1);
    }

    private BufferedImage draw() {
        BufferedImage image = new BufferedImage(WIDTH, TOP + RATES + QUEUE + 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(INK);
        g.drawString(title, LEFT, 18);
        legend(g, "link", LINK, 0);
        legend(g, "target", TARGET, 1);
        legend(g, "received", RECEIVED, 2);
        legend(g, "TCP", CROSS, 3);
        double most = steps.stream().mapToInt(LinkTrial.Step::linkKbps).max().orElse(1) * 1.4;
        int bottom = TOP + RATES;
        line(g, LINK, bottom, RATES / most, i -> steps.get(i).linkKbps());
        line(g, CROSS, bottom, RATES / most, i -> mean(i, false));
        line(g, RECEIVED, bottom, RATES / most, i -> mean(i, true));
        line(g, TARGET, bottom, RATES / most, i -> steps.get(i).targetKbps());
        scale(g, "Mbit/s", bottom, RATES, most / 1000);
        int floor = bottom + 30 + QUEUE;
        double longest = Math.max(
                30, steps.stream().mapToLong(LinkTrial.Step::queueNanos).max().orElse(1) / 1e6);
        line(g, INK, floor, QUEUE / longest, i -> steps.get(i).queueNanos() / 1e6);
        scale(g, "queue ms", floor, QUEUE, longest);
        g.dispose();
        return image;
    }

    private static void legend(Graphics2D g, String name, Color color, int place) {
        g.setColor(color);
        g.fillRect(LEFT + place * 110, 25, 12, 8);
        g.setColor(INK);
        g.drawString(name, LEFT + place * 110 + 18, 33);
    }

    private static void scale(Graphics2D g, String unit, int bottom, int height, double most) {
        g.setColor(INK);
        g.drawLine(LEFT, bottom, WIDTH - 10, bottom);
        g.drawString(String.format(Locale.ROOT, "%.0f", most), 8, bottom - height + 10);
        g.drawString(unit, 8, bottom - height / 2);
        g.drawString("0", 8, bottom);
    }

    private interface Value {
        double at(int step);
    }

    private void line(Graphics2D g, Color color, int bottom, double scale, Value value) {
        g.setColor(color);
        g.setStroke(new BasicStroke(1.4f));
        double width = (double) (WIDTH - LEFT - 10) / steps.size();
        int lastX = LEFT;
        int lastY = bottom;
        for (int i = 0; i < steps.size(); i += 5) {
            int x = LEFT + (int) (i * width);
            int y = bottom - (int) Math.min(value.at(i) * scale, RATES);
            g.drawLine(lastX, i == 0 ? y : lastY, x, y);
            lastX = x;
            lastY = y;
        }
    }
}
