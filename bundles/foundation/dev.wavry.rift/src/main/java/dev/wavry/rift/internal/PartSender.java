package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sending side of parts that stand alone: what the peer used, what is lost. Their bytes travel like those of other frames. */
final class PartSender {
    private final SendEpochs epochs;
    private final Rtt rtt;
    private final Counters counters;

    PartSender(SendEpochs epochs, Rtt rtt, Counters counters) {
        this.epochs = epochs;
        this.rtt = rtt;
        this.counters = counters;
    }

    private @Nullable PartLedger open(SendEpoch epoch) {
        PartLedger parts = epoch.parts;
        return epoch.stream < 0 || parts == null || epochs.superseded(epoch) ? null : parts;
    }

    /** The peer says which parts it used. */
    boolean onAck(ByteBuffer in, RiftHandler handler, long now) {
        if (in.remaining() < 1 + 2 + 4 + SequenceWindow.SIZE / 8) {
            return false;
        }
        SendEpoch epoch = epochs.find(Frames.u8(in), Frames.u16(in));
        long newest = Frames.u32(in);
        PartLedger parts = epoch == null ? null : epoch.parts;
        if (epoch == null || parts == null || newest > epoch.newest) {
            return true;
        }
        boolean news = parts.used(newest);
        for (int i = 0; i < SequenceWindow.SIZE; i++) {
            boolean set = (in.get(in.position() + (i >> 3)) & 1 << (i & 7)) != 0;
            news |= set && parts.used(newest - 1 - i);
        }
        if (newest > epoch.acknowledged) {
            epoch.acknowledged = newest;
            handler.frameAcknowledged(epoch.stream, epoch.epoch, newest);
        }
        if (news) {
            tellLost(epoch, parts, handler, now);
        }
        return true;
    }

    private void tellLost(SendEpoch epoch, PartLedger parts, RiftHandler handler, long now) {
        counters.add(RiftCounter.PARTS_LOST, parts.tellLost(epoch.stream, epoch.epoch, rtt, now, handler));
    }

    long deadline() {
        long earliest = Wire.NEVER;
        for (SendEpoch epoch : epochs.all) {
            PartLedger parts = open(epoch);
            if (parts != null) {
                earliest = Math.min(earliest, Math.min(parts.deadline(rtt), parts.tailAt(rtt)));
            }
        }
        return earliest;
    }

    /** Tells what is lost. @return the part to send once more because nothing follows it, or -1 */
    long onDeadline(SendEpoch epoch, RiftHandler handler, long now) {
        PartLedger parts = open(epoch);
        if (parts == null) {
            return -1;
        }
        tellLost(epoch, parts, handler, now);
        long tail = parts.tailToProbe(rtt, now);
        if (tail >= 0) {
            parts.tailProbed(now);
        }
        return tail;
    }
}
