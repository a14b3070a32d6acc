package dev.wavry.core.stream;

import dev.wavry.api.SessionReason;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.media.CodedFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody who watches a display. */
public interface Viewer {
    /** Codec ids it decodes; on CONTROL. */
    Set<String> codecs();

    /** Announces an epoch; the answer comes as {@code ready} or {@code refused} of the stream. On CONTROL. */
    void prepare(int epoch, String codec, int width, int height);

    /** No pictures for now, and why; on CONTROL. */
    void paused(SessionReason reason, String detail);

    /** Pictures again; on CONTROL. */
    void resumed(String plan);

    /** Sends a frame; on ENCODE. @return false if it could not and the next one must be a key frame */
    boolean send(CodedFrame frame, int epoch, long number);

    /** Frames wait to leave for longer than one takes: another one would only be late. On ENCODE. */
    default boolean isBehind() {
        return false;
    }

    /** Frames were sent 2 ms ago; on ENCODE. */
    default void afterSending() {}

    /** Announces an epoch of a region; the answer comes like that of {@link #prepare}, for its stream. On CONTROL. */
    default void prepareRegion(int epoch, String codec, Place place) {}

    /** Sends a frame of a region; on ENCODE. @return false if it could not and the next one must be a key frame */
    default boolean sendRegion(CodedFrame frame, int epoch, long number) {
        return true;
    }

    /** There is no region any more; on CONTROL. */
    default void endRegion() {}

    /** The pointer looks different; on CAPTURE. */
    void cursorShape(CursorShape shape);

    /** The pointer is elsewhere; on CAPTURE. */
    void cursorMoved(int x, int y, boolean visible);

    /** The capture target, for input; null while there is none. On CONTROL. */
    void target(dev.wavry.spi.capture.@Nullable CaptureTarget target);
}
