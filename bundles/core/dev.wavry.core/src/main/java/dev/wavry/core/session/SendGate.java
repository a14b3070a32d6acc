package dev.wavry.core.session;

import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.SendResult;
import dev.wavry.spi.media.CodedFrame;

/** The way out of one stream of a session: after a refused frame only a key frame of the same epoch is of use. Belongs to the media agent. */
final class SendGate {
    private static final int NONE = 0;

    private final int stream;
    private int brokenEpoch = NONE;
    private volatile long sent;
    private volatile long refused;

    SendGate(int stream) {
        this.stream = stream;
    }

    /** Sends a frame. @return false if it could not and is wanted again, as a key frame unless it is a part */
    boolean send(RiftLink link, CodedFrame frame, int epoch, long number) {
        if (epoch == brokenEpoch && !frame.keyFrame()) {
            return true;
        }
        SendResult result = link.sendVideo(stream, frame, epoch, number);
        if (result == SendResult.ACCEPTED) {
            brokenEpoch = epoch == brokenEpoch ? NONE : brokenEpoch;
            sent++;
            return true;
        }
        refused++;
        brokenEpoch = frame.independent() ? brokenEpoch : epoch;
        return result == SendResult.CLOSED;
    }

    /** Frames the link took. */
    long sent() {
        return sent;
    }

    /** Frames it refused. */
    long refused() {
        return refused;
    }
}
