package dev.wavry.spi.input;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that can act as keyboard and pointer of this machine. */
@ConsumerType
public interface InputInjector {
    /** Kinds it can do; any thread. */
    Set<InputKind> accepts();

    /**
     * Opens one.
     *
     * @throws CannotOpenException if the system does not allow it or the display is not there
     */
    @RunsOn(AgentRole.OPENER)
    InputDevice open(InputContext context) throws CannotOpenException;
}
