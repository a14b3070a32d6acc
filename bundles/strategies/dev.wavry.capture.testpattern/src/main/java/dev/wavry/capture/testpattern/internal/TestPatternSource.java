package dev.wavry.capture.testpattern.internal;

import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureContext;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.capture.CaptureTarget.Kind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the patterns; ranks last, because nobody wants to see them who has a screen. */
@Component(service = CaptureSource.class, property = "service.ranking:Integer=-2147483648")
@Strategy(id = "testpattern", label = "Test pattern")
@Designate(ocd = TestPatternConfig.class)
public final class TestPatternSource implements CaptureSource {
    private static final Set<MemoryKind> HOST_ONLY = Set.of(MemoryKind.HOST);
    private static final String SMALL = "testpattern/small";
    private static final String FULL = "testpattern/full";
    /** Smaller pictures have no room for the blocks of the number. */
    private static final int LEAST_WIDTH = 128;

    private static final int LEAST_HEIGHT = 64;

    private final int width;
    private final int height;
    private final boolean fullFirst;

    /** Made by SCR. */
    @Activate
    public TestPatternSource(TestPatternConfig config) {
        this(config.width(), config.height(), config.motion().equals("full"));
    }

    TestPatternSource(int width, int height, boolean fullFirst) {
        this.width = width;
        this.height = height;
        this.fullFirst = fullFirst;
    }

    @Override
    public List<CaptureTarget> targets() {
        CaptureTarget small = target(SMALL, "Test pattern, little moves");
        CaptureTarget full = target(FULL, "Test pattern, everything moves");
        return fullFirst ? List.of(full, small) : List.of(small, full);
    }

    private CaptureTarget target(String id, String name) {
        return new CaptureTarget(id, name, Kind.SYNTHETIC, 0, 0, width, height, false);
    }

    @Override
    public Set<MemoryKind> produces() {
        return HOST_ONLY;
    }

    @Override
    public Capture open(CaptureTarget target, CaptureSettings wish, CaptureContext context) throws CannotOpenException {
        if (!target.id().equals(SMALL) && !target.id().equals(FULL)) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "There is no test pattern '" + target.id() + "'",
                    "Choose " + SMALL + " or " + FULL);
        }
        int wide = wish.width() > 0 ? wish.width() : width;
        int high = wish.height() > 0 ? wish.height() : height;
        if (wide < LEAST_WIDTH || high < LEAST_HEIGHT || Math.max(wide, high) > VideoFormat.MAX_SIDE) {
            throw new CannotOpenException(
                    Reason.UNSUPPORTED,
                    "A test pattern of " + wide + "x" + high + " pixels cannot be made",
                    "Wish for " + LEAST_WIDTH + "x" + LEAST_HEIGHT + " to " + VideoFormat.MAX_SIDE + "x"
                            + VideoFormat.MAX_SIDE);
        }
        Pattern pattern = new Pattern(
                new VideoFormat(wide, high, PixelFormat.BGR0), target.id().equals(FULL));
        return new TestPatternCapture(pattern, wish, context);
    }
}
