package dev.wavry.lab;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Text that scrolls up by a few pixels from picture to picture, as in a terminal or an editor. */
public final class TextFilm implements Film {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private static final int STEP = 4;
    private static final int STEPS = 500;
    private static final int LINE = 18;
    private static final String[] WORDS = {
        "return", "final", "picture", "encoder", "(int", "width)", "{", "}", "offer", "nanos", "=", "0x7f", "why",
        "the", "frame", "//"
    };

    private final long seed;
    private long scroll;

    /** Text chosen by a seed. */
    public TextFilm(long seed) {
        this.seed = seed;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void upload(Screen screen, long window, int depth) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT + STEPS * STEP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_GASP);
        graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 14));
        Random random = new Random(seed);
        for (int y = LINE; y < image.getHeight(); y += LINE) {
            graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.2f, 0.9f));
            graphics.drawString(line(random), 8, y);
        }
        graphics.dispose();
        scroll = Upload.pixmap(screen, window, depth, image);
    }

    private static String line(Random random) {
        StringBuilder text = new StringBuilder(" ".repeat(4 * random.nextInt(4)));
        for (int words = 3 + random.nextInt(9); words > 0; words--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    @Override
    public void draw(long display, long graphics, long drawable, int number) {
        Xdraw.XCopyArea(display, scroll, drawable, graphics, 0, number % STEPS * STEP, WIDTH, HEIGHT, 0, 0);
    }
}
