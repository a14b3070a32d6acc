package dev.wavry.render.headless.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.buffer.CounterSet;
import dev.wavry.buffer.PicturePool;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.input.InputSink;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.FrameSlot;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationContext;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeadlessPresentationTest implements PresentationContext {
    private static final VideoFormat SMALL = new VideoFormat(31, 17, PixelFormat.BGR0);
    private static final int RED = 0xFF0000;
    private static final int BLUE = 0x0000FF;

    @TempDir
    Path folder;

    private final CounterSet counters = new CounterSet();
    private final PicturePool pool = new PicturePool(3);
    private long nowNanos = 1;

    @Test
    void shouldWriteTheLastPictureAtClose() throws Exception {
        Presentation presentation = open("last.png", 0);
        VideoFrame picture = filled(SMALL, RED, 0, 0, 31, 17);
        picture.retain();
        nowNanos = 77;
        assertEquals(Presented.SHOWN, presentation.present(picture));
        assertEquals(77, picture.info().nanos(Stage.PRESENTED));
        picture.close();
        presentation.close();
        presentation.close();
        BufferedImage image = read("last.png");
        assertEquals(31, image.getWidth());
        assertEquals(17, image.getHeight());
        assertEquals(RED, image.getRGB(30, 16) & 0xFFFFFF);
        assertEquals(0, pool.outstanding());
        assertEquals(0, pool.misuses());
    }

    @Test
    void shouldTakeOnlyTheDamageOfLaterPictures() throws Exception {
        Presentation presentation = open("damage.png", 0);
        presentation.present(filled(SMALL, RED, 0, 0, 31, 17));
        VideoFrame blue = filled(SMALL, BLUE, 5, 6, 7, 8);
        presentation.present(blue);
        presentation.close();
        BufferedImage image = read("damage.png");
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 31; x++) {
                boolean inside = x >= 5 && x < 12 && y >= 6 && y < 14;
                assertEquals(inside ? BLUE : RED, image.getRGB(x, y) & 0xFFFFFF, x + "," + y);
            }
        }
        assertEquals(2, counters.values().get("headless.pictures"));
        assertEquals(31 * 17 + 7 * 8, counters.values().get("headless.pixels"));
    }

    @Test
    void shouldTakeARegionOverThePictureAndCutWhatHangsOver() throws Exception {
        Presentation presentation = open("region.png", 0);
        VideoFormat small = new VideoFormat(8, 8, PixelFormat.BGR0);
        assertEquals(Presented.HIDDEN, presentation.presentRegion(filled(small, BLUE, 0, 0, 8, 8), 1, 1));
        presentation.present(filled(SMALL, RED, 0, 0, 31, 17));
        assertEquals(Presented.SHOWN, presentation.presentRegion(filled(small, BLUE, 2, 2, 6, 6), 10, 5));
        presentation.presentRegion(filled(small, BLUE, 0, 0, 8, 8), 28, 14);
        presentation.close();
        BufferedImage image = read("region.png");
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 31; x++) {
                boolean inside = x >= 12 && x < 18 && y >= 7 && y < 13 || x >= 28 && y >= 14;
                assertEquals(inside ? BLUE : RED, image.getRGB(x, y) & 0xFFFFFF, x + "," + y);
            }
        }
    }

    @Test
    void shouldFollowANewSize() throws Exception {
        Presentation presentation = open("size.png", 0);
        presentation.present(filled(SMALL, RED, 0, 0, 31, 17));
        presentation.present(filled(new VideoFormat(64, 48, PixelFormat.BGR0), BLUE, 0, 0, 1, 1));
        presentation.close();
        BufferedImage image = read("size.png");
        assertEquals(64, image.getWidth());
        assertEquals(BLUE, image.getRGB(63, 47) & 0xFFFFFF);
    }

    @Test
    void shouldShowYuvInTheRightColoursAlsoAtOddEdges() throws Exception {
        Presentation presentation = open("yuv.png", 0);
        VideoFormat odd = new VideoFormat(5, 3, PixelFormat.YUV420P);
        // Red in BT.601 with video range.
        presentation.present(yuv(odd, 81, 90, 240));
        presentation.close();
        int pixel = read("yuv.png").getRGB(4, 2);
        assertTrue((pixel >> 16 & 0xFF) >= 253 && (pixel >> 8 & 0xFF) <= 2 && (pixel & 0xFF) <= 2, "" + pixel);
    }

    @Test
    void shouldWriteSnapshotsAtTheAskedInterval() throws Exception {
        Presentation presentation = open("every-%d.png", 2);
        nowNanos += TimeUnit.SECONDS.toNanos(2);
        assertEquals(0, presentation.doWork(), "there is no picture yet");
        presentation.present(filled(SMALL, RED, 0, 0, 31, 17));
        assertEquals(0, presentation.doWork());
        nowNanos += TimeUnit.SECONDS.toNanos(2);
        assertEquals(1, presentation.doWork());
        assertEquals(0, presentation.doWork());
        presentation.present(filled(SMALL, BLUE, 0, 0, 31, 17));
        presentation.close();
        assertEquals(RED, read("every-0.png").getRGB(3, 3) & 0xFFFFFF);
        assertEquals(BLUE, read("every-1.png").getRGB(3, 3) & 0xFFFFFF);
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing half-written is left");
        }
    }

    @Test
    void shouldSurviveAFolderThatCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("file"), "not a folder");
        Presentation presentation = open("file/x.png", 0);
        presentation.present(filled(SMALL, RED, 0, 0, 31, 17));
        presentation.close();
        assertEquals(0, pool.outstanding());
    }

    @Test
    void shouldGiveThePictureBackAfterClose() {
        Presentation presentation = new HeadlessRenderer("", 0).open(spec(), this);
        presentation.close();
        assertEquals(Presented.CLOSED, presentation.present(filled(SMALL, RED, 0, 0, 1, 1)));
        assertEquals(0, pool.outstanding());
    }

    @Test
    void shouldEndAWaitWhenWoken() throws Exception {
        Presentation presentation = new HeadlessRenderer("", 0).open(spec(), this);
        presentation.wake();
        presentation.await(TimeUnit.MINUTES.toNanos(10));
        Thread waiting = new Thread(() -> presentation.await(TimeUnit.MINUTES.toNanos(10)));
        waiting.start();
        presentation.wake();
        waiting.join(TimeUnit.SECONDS.toMillis(10));
        assertEquals(Thread.State.TERMINATED, waiting.getState());
    }

    @Test
    void shouldAllocateNothingPerPicture() {
        Presentation presentation = new HeadlessRenderer("", 0).open(spec(), this);
        VideoFrame picture = filled(SMALL, RED, 0, 0, 31, 17);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                presentation.present(picture.retain());
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(bytes < 20_000, bytes / 20_000.0 + " bytes per picture");
    }

    @Test
    void shouldTakeItsFileFromTheSystemPropertiesFirst() throws Exception {
        String file = folder.resolve("property.png").toString();
        System.setProperty(HeadlessRenderer.SNAPSHOT, file);
        try {
            Presentation presentation = new HeadlessRenderer(configured()).open(spec(), this);
            presentation.present(filled(SMALL, BLUE, 0, 0, 31, 17));
            presentation.close();
        } finally {
            System.clearProperty(HeadlessRenderer.SNAPSHOT);
        }
        assertEquals(BLUE, read("property.png").getRGB(0, 0) & 0xFFFFFF);
    }

    private static HeadlessSettings configured() {
        return new HeadlessSettings() {
            @Override
            public String snapshot() {
                return "";
            }

            @Override
            public int snapshotEverySeconds() {
                return 0;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return HeadlessSettings.class;
            }
        };
    }

    private Presentation open(String file, int everySeconds) {
        return new HeadlessRenderer(folder.resolve(file).toString(), everySeconds).open(spec(), this);
    }

    private static PresentationSpec spec() {
        return new PresentationSpec("test", 31, 17, false);
    }

    private BufferedImage read(String file) throws IOException {
        BufferedImage image = ImageIO.read(folder.resolve(file).toFile());
        assertNotNull(image, file);
        return image;
    }

    private VideoFrame filled(VideoFormat format, int rgb, int x, int y, int width, int height) {
        FrameSlot slot = pool.tryAcquire(format);
        assertNotNull(slot);
        for (int row = 0; row < format.height(); row++) {
            for (int column = 0; column < format.width(); column++) {
                int at = row * slot.stride(0) + 4 * column;
                slot.plane(0).put(at, (byte) rgb).put(at + 1, (byte) (rgb >> 8)).put(at + 2, (byte) (rgb >> 16));
            }
        }
        slot.info().damage().add(x, y, width, height);
        return slot.publish();
    }

    private VideoFrame yuv(VideoFormat format, int... values) {
        FrameSlot slot = pool.tryAcquire(format);
        assertNotNull(slot);
        for (int plane = 0; plane < 3; plane++) {
            int rows = plane == 0 ? format.height() : (format.height() + 1) / 2;
            int columns = plane == 0 ? format.width() : (format.width() + 1) / 2;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    slot.plane(plane).put(row * slot.stride(plane) + column, (byte) values[plane]);
                }
            }
        }
        slot.info().damage().full(format.width(), format.height());
        return slot.publish();
    }

    @Override
    public InputSink input() {
        return event -> {
            throw new AssertionError("nobody is there to do anything");
        };
    }

    @Override
    public void closeRequested() {}

    @Override
    public void refreshNeeded() {}

    @Override
    public MediaClock clock() {
        return () -> nowNanos;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return new StrategyEvents() {
            @Override
            public void reopenNeeded(String why) {
                throw new AssertionError(why);
            }

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        };
    }
}
