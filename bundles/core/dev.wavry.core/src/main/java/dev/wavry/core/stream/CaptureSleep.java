package dev.wavry.core.stream;

import dev.wavry.agent.Sleep;

/** Where the media agent sleeps while a capture is live; one that fails there is told of like one that fails elsewhere. */
record CaptureSleep(CaptureLine line, MediaLine.Failures failures) implements Sleep {
    @Override
    public void await(long maxNanos) {
        try {
            line.sleep().await(maxNanos);
        } catch (RuntimeException | Error e) {
            failures.captureFailed(line, e);
        }
    }

    @Override
    public void wake() {
        line.sleep().wake();
    }
}
