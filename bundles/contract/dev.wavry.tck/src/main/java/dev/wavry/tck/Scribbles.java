package dev.wavry.tck;

import java.util.Random;

/** Draws what people do on a screen, by chance: type, scroll, move windows, open menus, blink, watch films. */
final class Scribbles {
    private Scribbles() {}

    /** One picture's worth. */
    static void draw(Canvas screen, Random random) {
        int width = screen.format().width();
        int height = screen.format().height();
        int x = random.nextInt(width - 40);
        int y = random.nextInt(height - 40);
        int w = 8 + random.nextInt(width - x - 8);
        int h = 8 + random.nextInt(height - y - 8);
        switch (random.nextInt(8)) {
            case 0 -> screen.fill(x, y, w, h, random.nextInt(1 << 24));
            case 1 -> screen.text(x, y, w, h, random.nextInt(5));
            case 2 -> screen.photo(x, y, Math.min(w, 80), Math.min(h, 60), random.nextInt(9));
            case 3 -> screen.shift(0, 0, width, height, 0, random.nextInt(21) - 10);
            case 4 -> screen.shift(x, y, w, h, random.nextInt(15) - 7, random.nextInt(31) - 15);
            // The same two places over and over, as a caret or a menu.
            case 5 -> screen.text(64, 48, 120, 90, random.nextInt(2));
            case 6 -> screen.fill(10, 10, 12, 16, random.nextBoolean() ? 0xffffff : 0);
            default ->
                screen.fill(x, y, 3, 9, random.nextInt(1 << 24))
                        .dot(width - 1, height - 1, random.nextInt(99))
                        .damaged(width - 1, height - 1, 1, 1);
        }
    }
}
