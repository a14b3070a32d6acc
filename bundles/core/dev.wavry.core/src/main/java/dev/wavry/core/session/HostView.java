package dev.wavry.core.session;

import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.stream.Place;
import dev.wavry.core.stream.Viewer;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Stage;
import org.jspecify.annotations.Nullable;

/** The half of a host's session that the stream sees: what it does with a viewer goes over the link. */
abstract class HostView extends SessionCore implements Viewer {
    private static final int STREAM = 0;

    /** Frames that wait for longer than this are late by a picture. */
    private static final long BEHIND_NANOS = 25_000_000L;

    final MediaClock clock;
    final SendGate display = new SendGate(ViewerSide.DISPLAY);
    final SendGate region = new SendGate(ViewerSide.REGION);

    /** Set on CONTROL, read by the threads of sound too. */
    volatile @Nullable RiftLink link;

    HostView(MediaClock clock) {
        this.clock = clock;
    }

    void linked(RiftLink newLink) {
        link = newLink;
    }

    final RiftLink link() {
        RiftLink known = link;
        if (known == null) {
            throw new IllegalStateException("a session without a link");
        }
        return known;
    }

    @Override
    public void prepare(int epoch, String codec, int width, int height) {
        link().send(new Message.Prepare(STREAM, epoch, codec, width, height, new byte[0]));
    }

    @Override
    public void paused(SessionReason reason, String detail) {
        // Our own state first, so that nobody hears of it from the far side earlier than here.
        become(SessionState.PAUSED, reason, detail);
        link().send(ViewerMessages.paused(reason, detail));
    }

    @Override
    public void resumed(String plan) {
        boolean wasPaused = state() == SessionState.PAUSED;
        become(SessionState.RUNNING, SessionReason.NONE, "");
        if (wasPaused) {
            link().send(new Message.Resumed(STREAM));
        }
    }

    @Override
    public boolean send(CodedFrame frame, int epoch, long number) {
        watches.frame(frame.info().nanos(Stage.CHANGED), clock.nanoTime());
        return display.send(link(), frame, epoch, number);
    }

    @Override
    public void afterSending() {
        link().tellDeadline();
    }

    @Override
    public boolean isBehind() {
        return link().waitingNanos() > BEHIND_NANOS;
    }

    @Override
    public void prepareRegion(int epoch, String codec, Place place) {
        link().send(ViewerMessages.region(epoch, codec, place));
    }

    @Override
    public boolean sendRegion(CodedFrame frame, int epoch, long number) {
        return region.send(link(), frame, epoch, number);
    }

    @Override
    public void endRegion() {
        link().send(new Message.Paused(ViewerSide.REGION, Message.Reason.OTHER, ""));
    }

    @Override
    public void cursorShape(CursorShape shape) {
        link().send(ViewerMessages.cursor(shape));
    }

    @Override
    public void cursorMoved(int x, int y, boolean visible) {
        link().sendCursor(x, y, visible);
    }
}
