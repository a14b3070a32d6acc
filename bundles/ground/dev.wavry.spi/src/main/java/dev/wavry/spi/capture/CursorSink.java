package dev.wavry.spi.capture;

import org.osgi.annotation.versioning.ProviderType;

/** Takes what the pointer of the captured screen does; the far side draws it. Called on the CAPTURE agent, never blocks. */
@ProviderType
public interface CursorSink {
    /** The pointer looks different now. */
    void shape(CursorShape shape);

    /** The pointer is elsewhere now: pixels of the captured picture, which may lie outside of it. */
    void moved(int x, int y, boolean visible);
}
