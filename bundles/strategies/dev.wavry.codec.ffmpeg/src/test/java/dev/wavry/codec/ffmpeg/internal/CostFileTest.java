package dev.wavry.codec.ffmpeg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepWhatWasLearntAcrossARestart() {
        Path file = folder.resolve("costs");
        new CostFile(file, "here").learnt("libx264", 1234);
        assertEquals(1234, new CostFile(file, "here").nanosPerMegapixel("libx264", 99));
    }

    @Test
    void shouldForgetWhatAnotherMachineLearnt() {
        Path file = folder.resolve("costs");
        new CostFile(file, "there").learnt("libx264", 1234);
        assertEquals(99, new CostFile(file, "here").nanosPerMegapixel("libx264", 99));
    }

    @Test
    void shouldNotTakeWhatWasNeverTriedForFastOnASlowMachine() {
        CostFile costs = new CostFile(null, "here");
        assertEquals(100, costs.nanosPerMegapixel("libx264", 100));
        assertEquals(110, costs.nanosPerMegapixel("libsvtav1", 110));
        costs.learnt("libx264", 300);
        assertEquals(300, costs.nanosPerMegapixel("libx264", 100));
        assertEquals(330, costs.nanosPerMegapixel("libsvtav1", 110));
    }

    @Test
    void shouldUseTypicalCostsOfADamagedFile() throws Exception {
        Path file = folder.resolve("costs");
        Files.writeString(file, "libx264@here=many\n\\u00zz");
        assertEquals(99, new CostFile(file, "here").nanosPerMegapixel("libx264", 99));
    }

    @Test
    void shouldLearnFromBigPicturesOnly() {
        List<Long> learnt = new ArrayList<>();
        CostMeter meter = new CostMeter(1000, learnt::add);
        for (int i = 0; i < 50; i++) {
            meter.sent(0, 999);
            meter.received(1);
            meter.sent(0, 2000);
            meter.received(6000);
        }
        meter.close();
        assertEquals(List.of(3_000_000L), learnt);
    }

    @Test
    void shouldLearnNothingFromAShortSession() {
        List<Long> learnt = new ArrayList<>();
        CostMeter meter = new CostMeter(1000, learnt::add);
        meter.sent(0, 2000);
        meter.received(6000);
        meter.close();
        assertEquals(List.of(), learnt);
    }
}
