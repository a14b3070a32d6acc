package dev.wavry.spi.capture;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.MemoryKind;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that captures screens or windows. */
@ConsumerType
public interface CaptureSource {
    /** What can be captured right now, best first; empty where nothing can. */
    @RunsOn(AgentRole.OPENER)
    List<CaptureTarget> targets();

    /** Kinds of memory its pictures come in; immutable, any thread. */
    Set<MemoryKind> produces();

    /**
     * Starts to capture. The first picture comes at once and is whole damage.
     *
     * @throws CannotOpenException if the target is gone, not permitted or the display server lacks what is needed
     */
    @RunsOn(AgentRole.OPENER)
    Capture open(CaptureTarget target, CaptureSettings wish, CaptureContext context) throws CannotOpenException;
}
