package dev.wavry.tck;

import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Region;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.Random;

/** A screen to draw on, which hands out BGR0 pictures with the right damage, as a capture would. One thread. */
public final class Canvas {
    private final VideoFormat format;
    private final int[] pixels;
    private final PicturePool pool;
    private final Region damage = new Region();
    private final Region write = new Region();
    private long sequence;

    /** A black screen that lends at most so many pictures at once. */
    public Canvas(int width, int height, int mostOut) {
        format = new VideoFormat(width, height, PixelFormat.BGR0);
        pixels = new int[width * height];
        pool = new PicturePool(mostOut);
        damage.full(width, height);
    }

    /** Size and pixels of the pictures. */
    public VideoFormat format() {
        return format;
    }

    /** One pixel as 0x00RRGGBB. */
    public int pixel(int x, int y) {
        return pixels[y * format.width() + x];
    }

    /** Fills a rectangle with one colour. */
    public Canvas fill(int x, int y, int width, int height, int rgb) {
        for (int row = y; row < y + height; row++) {
            java.util.Arrays.fill(pixels, row * format.width() + x, row * format.width() + x + width, rgb);
        }
        damage.add(x, y, width, height).clip(format.width(), format.height());
        return this;
    }

    /** Lines of dark small letters on paper, of different lengths, made of words; {@code seed} chooses them. */
    public Canvas text(int x, int y, int width, int height, long seed) {
        fill(x, y, width, height, 0xfdfdf6);
        Random random = new Random(seed);
        for (int line = y + 3; line + 14 < y + height; line += 18) {
            int end = x + width / 4 + random.nextInt(width * 3 / 4);
            for (int column = x + 4; column + 7 < end; column += 8) {
                if (random.nextInt(6) > 0) {
                    letter(column, line, random.nextInt(26));
                }
            }
        }
        return this;
    }

    /** Strokes, not dots: a left or right stem and some of three bars. */
    private void letter(int x, int y, int shape) {
        fillInk(x + (shape & 1) * 4, y, 1, 10);
        for (int bar = 0; bar < 3; bar++) {
            if ((shape + 1 >> bar + 1 & 1) != 0) {
                fillInk(x, y + bar * 4, 5, 1);
            }
        }
    }

    private void fillInk(int x, int y, int width, int height) {
        for (int row = y; row < y + height; row++) {
            java.util.Arrays.fill(pixels, row * format.width() + x, row * format.width() + x + width, 0x202428);
        }
    }

    /** Smooth colours with a little grain, as a photograph has; {@code phase} moves it. */
    public Canvas photo(int x, int y, int width, int height, int phase) {
        Random random = new Random(phase);
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                double u = (column + 3.0 * phase) / 97;
                double v = (row + phase) / 61.0;
                int grain = random.nextInt(7) - 3;
                int red = grain + (int) (128 + 90 * Math.sin(u + Math.cos(v)));
                int green = grain + (int) (128 + 90 * Math.sin(v * 0.7 + u * 0.3));
                int blue = grain + (int) (128 + 90 * Math.cos(u * 0.9 - v * 0.4));
                pixels[row * format.width() + column] = red << 16 | green << 8 | blue;
            }
        }
        damage.add(x, y, width, height);
        return this;
    }

    /** Moves what is in a rectangle right and down; what came from outside it stays as it was, as a scroll leaves it. */
    public Canvas shift(int x, int y, int width, int height, int dx, int dy) {
        int[] old = pixels.clone();
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                int fromX = column - dx;
                int fromY = row - dy;
                if (fromX >= x && fromX < x + width && fromY >= y && fromY < y + height) {
                    pixels[row * format.width() + column] = old[fromY * format.width() + fromX];
                }
            }
        }
        return damaged(x, y, width, height);
    }

    /** Paints one pixel without any damage; say it with {@link #damaged}. */
    public Canvas dot(int x, int y, int rgb) {
        pixels[y * format.width() + x] = rgb;
        return this;
    }

    /** Says that a part changed. */
    public Canvas damaged(int x, int y, int width, int height) {
        damage.add(x, y, width, height).clip(format.width(), format.height());
        return this;
    }

    /** Says that everything changed though nothing was drawn, as a refresh does. */
    public Canvas touch() {
        damage.full(format.width(), format.height());
        return this;
    }

    /** The picture as it is now, with the damage since the last one. */
    public VideoFrame picture() {
        FrameSlot slot = pool.tryAcquire(format);
        if (slot == null) {
            throw new IllegalStateException("all pictures are out");
        }
        write.copyFrom(damage).addAll(slot.stale()).clip(format.width(), format.height());
        ByteBuffer plane = slot.plane(0);
        for (int i = 0; i < write.count(); i++) {
            for (int y = write.y(i); y < write.y(i) + write.height(i); y++) {
                for (int x = write.x(i); x < write.x(i) + write.width(i); x++) {
                    plane.putInt(y * slot.stride(0) + x * Integer.BYTES, pixels[y * format.width() + x]);
                }
            }
        }
        long now = System.nanoTime();
        slot.info().sequence(++sequence).nanos(Stage.CHANGED, now).nanos(Stage.CAPTURED, now);
        slot.info().damage().copyFrom(damage);
        damage.clear();
        return slot.publish();
    }

    /** Number of the newest picture. */
    public long sequence() {
        return sequence;
    }

    /** Pictures that nobody gave back. */
    public int outstanding() {
        return pool.outstanding();
    }

    /** Counts given back once too often. */
    public long misuses() {
        return pool.misuses();
    }

    /** Peak signal-to-noise ratio of a BGR0 picture against the screen, over all three colours, in decibels; 99 if equal. */
    public double psnr(VideoFrame picture) {
        return psnr(picture, 0, 0, format.width(), format.height());
    }

    /** The same for a part. */
    public double psnr(VideoFrame picture, int left, int top, int width, int height) {
        ByteBuffer plane = picture.plane(0);
        long sum = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                int seen = plane.getInt(y * picture.stride(0) + x * Integer.BYTES);
                int meant = pixels[y * format.width() + x];
                sum += square(seen >> 16, meant >> 16) + square(seen >> 8, meant >> 8) + square(seen, meant);
            }
        }
        return sum == 0 ? 99 : 10 * Math.log10(255.0 * 255.0 * 3 * width * height / sum);
    }

    private static int square(int seen, int meant) {
        int difference = (seen & 255) - (meant & 255);
        return difference * difference;
    }
}
