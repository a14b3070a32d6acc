package dev.wavry.spi.render;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.PixelFormat;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that shows pictures. */
@ConsumerType
public interface VideoRenderer {
    /** Pixels it takes in ordinary memory, best first; any thread. */
    List<PixelFormat> accepts();

    /** False if there is nowhere to show anything (no display); any thread, immediate. */
    boolean available();

    /**
     * Opens one.
     *
     * @throws CannotOpenException if there is no display or no window can be made
     */
    @RunsOn(AgentRole.OPENER)
    Presentation open(PresentationSpec spec, PresentationContext context) throws CannotOpenException;
}
