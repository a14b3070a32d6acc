package dev.wavry.codec.ffmpeg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.health.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HardwareProbeTest {
    private final List<String> register = new ArrayList<>();
    private final Set<EncoderKind> broken = EnumSet.noneOf(EncoderKind.class);
    private long nanos;

    private HardwareProbe probe(long trialNanos) {
        return new HardwareProbe(
                EnumSet.of(EncoderKind.NVENC, EncoderKind.QSV, EncoderKind.MEDIA_FOUNDATION),
                kind -> {
                    nanos += trialNanos;
                    return broken.contains(kind) ? "no device" : "";
                },
                kinds -> {
                    register.add("+" + kinds);
                    return () -> register.add("-" + kinds);
                },
                () -> nanos);
    }

    @Test
    void shouldRegisterOnlyWhatReallyEncoded() {
        broken.add(EncoderKind.QSV);
        Finding finding = probe(1).check();
        assertEquals(List.of("+[NVENC, MEDIA_FOUNDATION]"), register);
        assertTrue(finding.what().contains("h264_nvenc"), finding.what());
    }

    @Test
    void shouldRegisterTheNewBeforeTakingTheOldBack() {
        HardwareProbe probe = probe(1);
        probe.check();
        probe.check();
        broken.add(EncoderKind.NVENC);
        probe.check();
        probe.close();
        assertEquals(
                List.of(
                        "+[NVENC, QSV, MEDIA_FOUNDATION]",
                        "+[QSV, MEDIA_FOUNDATION]",
                        "-[NVENC, QSV, MEDIA_FOUNDATION]",
                        "-[QSV, MEDIA_FOUNDATION]"),
                register);
    }

    @Test
    void shouldStartNoTrialAfterASecond() {
        probe(600_000_000).check();
        assertEquals(List.of("+[NVENC, QSV]"), register);
    }

    @Test
    void shouldSayWhyWhereThereIsNone() {
        broken.addAll(EnumSet.allOf(EncoderKind.class));
        Finding finding = probe(1).check();
        assertTrue(register.isEmpty());
        assertTrue(finding.why().contains("no device"), finding.why());
        assertFalse(finding.fix().isBlank());
    }

    @Test
    void shouldTryTheRealEncodersOfThisMachineWithoutHarm() {
        HardwareProbe probe = new HardwareProbe(
                FfmpegEncoders.contained(true), TrialEncode::problem, kinds -> () -> {}, System::nanoTime);
        Finding finding = probe.check();
        System.out.println(finding);
        assertEquals(Finding.Level.OK, finding.level());
        probe.close();
    }

    static Set<EncoderKind> software() {
        return FfmpegEncoders.contained(false);
    }

    @ParameterizedTest
    @MethodSource("software")
    void shouldFindThatAnEncoderWorks(EncoderKind kind) {
        assertEquals("", TrialEncode.problem(kind));
    }
}
