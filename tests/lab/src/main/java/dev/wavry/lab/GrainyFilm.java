package dev.wavry.lab;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Soft shapes that move, with the grain of a camera over them: what lossless coding cannot pack. */
public final class GrainyFilm implements Film {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private static final int PICTURES = 30;
    private static final double GRAIN = 6;

    private final long seed;
    private final long[] pictures = new long[PICTURES];

    /** Grain chosen by a seed. */
    public GrainyFilm(long seed) {
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
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < PICTURES; i++) {
            render(image, 2 * Math.PI * i / PICTURES, random);
            pictures[i] = Upload.pixmap(screen, window, depth, image);
        }
    }

    private static void render(BufferedImage image, double turn, Random random) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double grain = GRAIN * random.nextGaussian();
                int red = shade(Math.sin(x / 90.0 + turn) + Math.cos(y / 70.0), grain);
                int green = shade(Math.sin(y / 80.0 + 2 * turn) + Math.cos((x + y) / 110.0), grain);
                int blue = shade(Math.sin((x - y) / 60.0 - turn) + Math.cos(x / 50.0), grain);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
    }

    private static int shade(double wave, double grain) {
        return (int) Math.max(0, Math.min(255, 128 + 50 * wave + grain));
    }

    @Override
    public void draw(long display, long graphics, long drawable, int number) {
        Xdraw.XCopyArea(display, pictures[number % PICTURES], drawable, graphics, 0, 0, WIDTH, HEIGHT, 0, 0);
    }
}
