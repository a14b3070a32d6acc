package dev.wavry.spi.input;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import org.osgi.annotation.versioning.ConsumerType;

/** A running keyboard and pointer. */
@ConsumerType
public interface InputDevice extends Running {
    /** Does one event now; kinds it does not accept are ignored. */
    @RunsOn(AgentRole.RECEIVE)
    void inject(InputEvent event);

    /** Lifts every key and button that is down; also done by {@link #beginDrain} and {@link #close}. */
    @RunsOn(AgentRole.RECEIVE)
    void releaseAll();
}
