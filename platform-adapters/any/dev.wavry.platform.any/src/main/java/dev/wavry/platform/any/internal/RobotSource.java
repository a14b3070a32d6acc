package dev.wavry.platform.any.internal;

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
import java.awt.GraphicsDevice;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the screens that AWT knows. */
@Component(
        service = CaptureSource.class,
        configurationPid = RobotConfig.PID,
        property = "service.ranking:Integer=-1000000")
@Strategy(id = "robot", label = "Screen by AWT")
@Designate(ocd = RobotConfig.class)
public final class RobotSource implements CaptureSource {
    private static final Set<MemoryKind> HOST_ONLY = Set.of(MemoryKind.HOST);

    private final Awt awt;

    /** Made by SCR. */
    @Activate
    public RobotSource(RobotConfig config) {
        this(config.onLinux());
    }

    RobotSource(boolean onLinux) {
        awt = new Awt(onLinux);
    }

    @Override
    public List<CaptureTarget> targets() {
        List<CaptureTarget> targets = new ArrayList<>();
        for (GraphicsDevice screen : awt.screens()) {
            targets.add(target(screen, targets.isEmpty()));
        }
        return targets;
    }

    private static CaptureTarget target(GraphicsDevice screen, boolean main) {
        Rectangle place = screen.getDefaultConfiguration().getBounds();
        return new CaptureTarget(
                Awt.id(screen),
                "Screen " + screen.getIDstring(),
                Kind.DISPLAY,
                place.x,
                place.y,
                place.width,
                place.height,
                main);
    }

    @Override
    public Set<MemoryKind> produces() {
        return HOST_ONLY;
    }

    @Override
    public Capture open(CaptureTarget target, CaptureSettings wish, CaptureContext context) throws CannotOpenException {
        for (CaptureTarget here : targets()) {
            if (here.id().equals(target.id())) {
                RobotScreen screen = new RobotScreen(awt.robot(here.id(), "Capturing the screen"), here);
                return new RobotCapture(screen, wish, context);
            }
        }
        throw new CannotOpenException(
                Reason.NOT_HERE,
                "The screen '" + target.id() + "' is not there for AWT",
                "Choose one of " + targets().stream().map(CaptureTarget::id).toList());
    }
}
