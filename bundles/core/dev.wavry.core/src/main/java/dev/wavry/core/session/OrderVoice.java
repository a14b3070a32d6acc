package dev.wavry.core.session;

import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.message.Message;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells a client how its order goes; waits for a slow one, and gives up after a while, because the order must not. For one thread. */
final class OrderVoice {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** A character has three bytes at most, or two of them four. */
    private static final int PIECE = Message.OrderLine.MOST_BYTES / 3;

    private final RiftLink link;
    private final int id;
    private final boolean patient;
    private boolean gone;

    /** @param patient whether it may wait for a slow client, which nobody may on CONTROL */
    OrderVoice(RiftLink link, int id, boolean patient) {
        this.link = link;
        this.id = id;
        this.patient = patient;
    }

    void line(String text) {
        int from = 0;
        while (text.length() - from > PIECE) {
            int to = from + PIECE - (Character.isHighSurrogate(text.charAt(from + PIECE - 1)) ? 1 : 0);
            say(new Message.OrderLine(id, true, text.substring(from, to)));
            from = to;
        }
        say(new Message.OrderLine(id, false, text.substring(from)));
    }

    void end(int exitCode) {
        say(new Message.OrderEnd(id, exitCode));
    }

    private void say(Message message) {
        long tries = patient ? PATIENCE_NANOS / RETRY_NANOS : 0;
        SendResult result = gone ? SendResult.CLOSED : link.send(message);
        while (result == SendResult.FULL && tries-- > 0) {
            LockSupport.parkNanos(RETRY_NANOS);
            result = link.send(message);
        }
        gone = result != SendResult.ACCEPTED;
    }
}
