package dev.wavry.spi.lifecycle;

import org.osgi.annotation.versioning.ProviderType;

/** How a handle tells the core about itself. Any thread, never blocks; ignored after the handle was closed. */
@ProviderType
public interface StrategyEvents {
    /** The handle cannot go on as it is (display changed its size, device came back): open a new one beside it and hand over. */
    void reopenNeeded(String why);

    /** The handle is dead: hand over to the next best. */
    void failed(Throwable cause);
}
