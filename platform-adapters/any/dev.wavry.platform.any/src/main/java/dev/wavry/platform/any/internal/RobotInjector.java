package dev.wavry.platform.any.internal;

import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.EnumSet;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Offers a robot as keyboard and pointer. */
@Component(
        service = InputInjector.class,
        configurationPid = RobotConfig.PID,
        property = "service.ranking:Integer=-1000000")
@Strategy(id = "robot-input", label = "Keyboard and pointer by AWT")
public final class RobotInjector implements InputInjector {
    /** A robot knows no way to type a character that is on no key. */
    private static final Set<InputKind> ALL_BUT_TEXT = Set.copyOf(EnumSet.complementOf(EnumSet.of(InputKind.TEXT)));

    private final Awt awt;

    /** Made by SCR. */
    @Activate
    public RobotInjector(RobotConfig config) {
        this(config.onLinux());
    }

    RobotInjector(boolean onLinux) {
        awt = new Awt(onLinux);
    }

    @Override
    public Set<InputKind> accepts() {
        return ALL_BUT_TEXT;
    }

    @Override
    public InputDevice open(InputContext context) throws CannotOpenException {
        return new RobotDevice(awt.robot(context.target().id(), "Typing and pointing"), context.target());
    }
}
