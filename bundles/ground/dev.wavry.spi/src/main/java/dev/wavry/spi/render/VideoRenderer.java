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
     * Does in advance what {@link #open} would do first, such as loading libraries and finding the display, and shows nothing. Called at
     * most once before an {@code open} and by the same thread, while the host is still being asked, so it may take long. It need not be
     * called, {@code open} need not follow, and what goes wrong is for {@code open} to say.
     */
    @RunsOn(AgentRole.PRESENT)
    default void prepare() {
        // Most need nothing.
    }

    /**
     * Opens one.
     *
     * @throws CannotOpenException if there is no display or no window can be made
     */
    @RunsOn(AgentRole.OPENER)
    Presentation open(PresentationSpec spec, PresentationContext context) throws CannotOpenException;
}
