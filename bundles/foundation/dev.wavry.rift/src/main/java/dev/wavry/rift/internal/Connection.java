package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.RiftStats;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.Suite;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.MessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One end of a session: its state, what is sealed and opened, and when it gives up. */
final class Connection implements RiftConnection {
    private final RiftSettings settings;
    private final Aeads aeads;
    private final Admission admission;
    private final Handshake handshake;
    private final Counters counters = new Counters();
    private final Rtt rtt = new Rtt();
    private final long localId;
    private final long giveUpAt;
    private volatile ConnectionState state = ConnectionState.HANDSHAKING;
    private volatile @Nullable CloseReason closeReason;
    private RiftHandler handler;
    private @Nullable SecureChannel channel;
    private @Nullable Lanes lanes;
    private @Nullable Closing closing;
    private @Nullable ByteBuffer encoded;
    private int maxDatagram;
    private long lastReceivedAt;
    private long elicitedAt = Long.MIN_VALUE / 2;

    /** Decides what happens when the keys are agreed. */
    interface Admission {
        /** The handler of the connection, or null to refuse. */
        @Nullable
        RiftHandler admit(Connection connection, WavryId peer);

        /** Why the last one was refused. */
        String refusal();

        /** The handshake came to nothing. */
        void failed(Connection connection, Handshake.Failure failure);

        /** Whether being admitted here is enough, or the peer has to confirm first. */
        boolean hasLastWord();
    }

    Connection(
            RiftSettings settings,
            Aeads aeads,
            Admission admission,
            Handshake handshake,
            RiftHandler handler,
            long localId,
            long now) {
        this.settings = settings;
        this.aeads = aeads;
        this.admission = admission;
        this.handshake = handshake;
        this.handler = handler;
        this.localId = localId;
        maxDatagram = settings.maxDatagramBytes();
        giveUpAt = now + settings.handshakeNanos();
        lastReceivedAt = now;
    }

    RiftHandler handler() {
        return handler;
    }

    boolean open() {
        return state == ConnectionState.ESTABLISHED || state == ConnectionState.CONFIRMING;
    }

    @Override
    public void receive(ByteBuffer datagram, long now) {
        if (state == ConnectionState.CLOSED || !datagram.hasRemaining()) {
            return;
        }
        int type = datagram.get(datagram.position()) & Wire.TYPE_MASK;
        SecureChannel sealed = channel;
        if (type == Wire.DATA && sealed != null) {
            ByteBuffer frames = sealed.open(datagram);
            if (frames != null) {
                onPacket(frames, sealed.openedNumber(), now);
            }
        } else if (type == Wire.DATA) {
            counters.add(RiftCounter.MALFORMED);
        } else {
            onHandshake(datagram, now);
        }
    }

    private void onHandshake(ByteBuffer datagram, long now) {
        if (state == ConnectionState.CLOSING) {
            if (closing != null) {
                closing.remind(now);
            }
            return;
        }
        switch (handshake.receive(datagram, now)) {
            case AGREED -> agreed(handshake.agreed(), now);
            case FAILED -> failed(handshake.failure(), now);
            case NOTED -> {
                if (lanes != null && state == ConnectionState.ESTABLISHED) {
                    // The peer has not heard from us under the new keys yet.
                    lanes.clock.pingNow(now);
                }
            }
            case DROPPED -> counters.add(RiftCounter.MALFORMED);
        }
    }

    private void agreed(Handshake.Agreed agreed, long now) {
        maxDatagram = agreed.maxDatagram();
        lastReceivedAt = now;
        channel = new SecureChannel(
                aeads, agreed.suite(), agreed.keys(), localId, agreed.remoteId(), maxDatagram, counters);
        RiftHandler admitted = admission.admit(this, agreed.peer());
        if (admitted == null) {
            close(CloseReason.NOT_AUTHORIZED, admission.refusal(), now);
            return;
        }
        handler = admitted;
        lanes = new Lanes(this, settings, maxDatagram, rtt, counters, now);
        state = ConnectionState.CONFIRMING;
        if (admission.hasLastWord()) {
            establish();
        }
    }

    private void establish() {
        state = ConnectionState.ESTABLISHED;
        handshake.confirmed();
        handler.established(this);
    }

    private void failed(Handshake.Failure failure, long now) {
        admission.failed(this, failure);
        end(failure.reason(), failure.text(), failure.peer() == null, now);
    }

    private void onPacket(ByteBuffer frames, long number, long now) {
        lastReceivedAt = now;
        if (state == ConnectionState.CLOSING) {
            onPacketWhileClosing(frames, now);
            return;
        }
        Lanes open = lanes;
        if (open == null) {
            return;
        }
        open.arrivals.onPacket(number, now);
        boolean elicited = false;
        int end = frames.limit();
        while (frames.hasRemaining() && open()) {
            int type = frames.get() & 0xff;
            if (type == Wire.PADDING) {
                continue;
            }
            int length = frames.remaining() < 2 ? Integer.MAX_VALUE : Frames.u16(frames);
            if (length > frames.remaining()) {
                protocolError("frame " + type + " is longer than its packet", now);
                return;
            }
            int next = frames.position() + length;
            frames.limit(next);
            onFrame(open, type, frames, now);
            frames.limit(end).position(next);
            elicited |= Wire.elicits(type);
        }
        if (elicited) {
            open.arrivals.elicited(now);
        }
    }

    private void onFrame(Lanes open, int type, ByteBuffer in, long now) {
        if (type == Wire.CLOSE) {
            onClose(in, now);
            return;
        }
        if (state == ConnectionState.CONFIRMING) {
            establish();
        }
        if (!open.onFrame(type, in, handler, now) && open()) {
            protocolError("frame " + type + " is malformed", now);
        }
    }

    private void protocolError(String what, long now) {
        close(CloseReason.PROTOCOL_ERROR, CloseReason.PROTOCOL_ERROR.sentence() + " (" + what + ")", now);
    }

    private void onClose(ByteBuffer in, long now) {
        int code = in.hasRemaining() ? Frames.u8(in) : -1;
        CloseReason reason = CloseReason.ofCode(code);
        byte[] text = new byte[Math.min(in.remaining(), Closing.MAX_TEXT_BYTES)];
        in.get(text);
        end(reason == null ? CloseReason.NORMAL : reason, new String(text, StandardCharsets.UTF_8), true, now);
    }

    /** Anything but the echo means that the peer has not heard the end yet. */
    private void onPacketWhileClosing(ByteBuffer frames, long now) {
        Closing last = closing;
        if (last == null) {
            return;
        }
        if (frames.hasRemaining() && frames.get() == Wire.CLOSE) {
            state = ConnectionState.CLOSED;
        } else {
            last.remind(now);
        }
    }

    @Override
    public boolean poll(ByteBuffer out, long now) {
        if (state == ConnectionState.CLOSED || out.remaining() < maxDatagram) {
            return false;
        }
        if (handshake.write(out, now)) {
            counters.add(RiftCounter.PACKETS_SENT);
            return true;
        }
        SecureChannel sealed = channel;
        if (sealed == null) {
            finishIfSaid(now);
            return false;
        }
        ByteBuffer frames = sealed.begin(maxDatagram);
        if (!writeFrames(frames, now)) {
            return false;
        }
        long number = sealed.nextNumber();
        int bytes = sealed.seal(out);
        Lanes open = lanes;
        if (open != null) {
            open.sent.onSent(number, now);
            open.pacer.sent(bytes, now);
            elicitedAt = open.eliciting() && elicitedAt < lastReceivedAt ? now : elicitedAt;
        }
        finishIfSaid(now);
        return true;
    }

    private boolean writeFrames(ByteBuffer frames, long now) {
        Closing last = closing;
        if (last == null) {
            return lanes != null && lanes.write(frames, now);
        }
        if (last.wants(now)) {
            last.write(frames, now);
            return true;
        }
        finishIfSaid(now);
        return false;
    }

    private void finishIfSaid(long now) {
        Closing last = closing;
        boolean silent = last != null && channel == null && handshake.deadline() == Wire.NEVER;
        if (last != null && (silent || last.over(now))) {
            state = ConnectionState.CLOSED;
        }
    }

    @Override
    public long nextDeadlineNanos() {
        Closing last = closing;
        if (state == ConnectionState.CLOSED) {
            return Wire.NEVER;
        }
        if (last != null) {
            return channel == null ? Math.min(handshake.deadline(), last.deadline()) : last.deadline();
        }
        long earliest = handshake.deadline();
        if (state != ConnectionState.ESTABLISHED) {
            earliest = Math.min(earliest, giveUpAt);
        }
        Lanes open = lanes;
        if (open != null) {
            earliest = Math.min(earliest, Math.min(open.deadline(), lastReceivedAt + settings.peerGoneNanos()));
            earliest = Math.min(earliest, probeAt());
        }
        return earliest;
    }

    /** When to ask whether the peer is still there: something was sent to it and nothing came since. */
    private long probeAt() {
        return elicitedAt >= lastReceivedAt ? elicitedAt + settings.probeNanos() : Wire.NEVER;
    }

    @Override
    public void onDeadline(long now) {
        if (closing != null) {
            if (!closing.wants(now)) {
                finishIfSaid(now);
            }
            return;
        }
        if (state != ConnectionState.ESTABLISHED && now >= giveUpAt) {
            String text = CloseReason.HANDSHAKE_TIMEOUT.sentence();
            admission.failed(this, new Handshake.Failure(CloseReason.HANDSHAKE_TIMEOUT, text, handshake.peer()));
            end(CloseReason.HANDSHAKE_TIMEOUT, text, false, now);
            state = ConnectionState.CLOSED;
            return;
        }
        Lanes open = lanes;
        if (open == null) {
            return;
        }
        if (state == ConnectionState.ESTABLISHED && now - lastReceivedAt >= settings.peerGoneNanos()) {
            end(CloseReason.PEER_GONE, CloseReason.PEER_GONE.sentence(), false, now);
            return;
        }
        if (now >= probeAt()) {
            open.clock.pingNow(now);
            elicitedAt = now;
        }
        open.onDeadline(now, handler);
    }

    private void end(CloseReason reason, String text, boolean byPeer, long now) {
        if (closing != null) {
            return;
        }
        String words = text.isEmpty() ? reason.sentence() : text;
        closing = new Closing(reason, words, byPeer, now);
        closeReason = reason;
        state = ConnectionState.CLOSING;
        if (channel != null) {
            handshake.confirmed();
        }
        if (lanes != null) {
            lanes.clear();
        }
        handler.closed(reason, words, byPeer);
    }

    @Override
    public void close(CloseReason reason, String text, long now) {
        if (state != ConnectionState.CLOSED) {
            end(reason, text, false, now);
        }
    }

    private SendResult ready(@Nullable Lanes open) {
        return open == null || !open() ? SendResult.CLOSED : SendResult.ACCEPTED;
    }

    @Override
    public SendResult send(Message message, long now) {
        Lanes open = lanes;
        if (open == null || !open()) {
            return SendResult.CLOSED;
        }
        ByteBuffer bytes = encoded;
        if (bytes == null) {
            bytes = ByteBuffer.allocate(MAX_MESSAGE_BYTES);
            encoded = bytes;
        }
        MessageCodec.encode(message, bytes.clear());
        return open.control.offer(bytes.flip(), MAX_MESSAGE_BYTES);
    }

    @Override
    public SendResult sendInput(ByteBuffer event, long now) {
        Lanes open = lanes;
        return open == null || !open() ? SendResult.CLOSED : open.input.offer(event);
    }

    @Override
    public SendResult sendAudio(int stream, long captureMicros, ByteBuffer packet, long now) {
        Lanes open = lanes;
        return open == null || !open()
                ? SendResult.CLOSED
                : open.audio.offer(stream, captureMicros, packet, maxDatagram - Wire.OVERHEAD_BYTES);
    }

    @Override
    public SendResult sendVideo(VideoHeader header, ByteBuffer payload, long now) {
        Lanes open = lanes;
        return open == null || !open() ? SendResult.CLOSED : open.video.offer(header, payload);
    }

    @Override
    public SendResult sendCursor(int x, int y, boolean visible, long now) {
        Lanes open = lanes;
        SendResult result = ready(open);
        if (open != null && result == SendResult.ACCEPTED) {
            open.cursor.offer(x, y, visible);
        }
        return result;
    }

    @Override
    public SendResult sendBulk(ByteBuffer chunk, long now) {
        Lanes open = lanes;
        return open == null || !open() ? SendResult.CLOSED : open.bulk.offer(chunk, MAX_MESSAGE_BYTES);
    }

    @Override
    public void requestKeyFrame(int stream, int epoch, long now) {
        if (lanes != null && open()) {
            lanes.videoReceiver.requestKeyFrame(stream & 0xff, epoch & 0xffff, now);
        }
    }

    @Override
    public long connectionId() {
        return localId;
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public @Nullable CloseReason closeReason() {
        return closeReason;
    }

    @Override
    public @Nullable WavryId peerId() {
        return handshake.peer();
    }

    @Override
    public @Nullable Suite suite() {
        return channel == null ? null : channel.suite();
    }

    @Override
    public int maxDatagramBytes() {
        return maxDatagram;
    }

    @Override
    public long queuedVideoBytes() {
        return lanes == null ? 0 : lanes.video.queuedBytes();
    }

    @Override
    public void paceKbps(int kbps) {
        if (lanes != null) {
            lanes.pacer.pace(kbps);
        }
    }

    @Override
    public long peerClockOffsetNanos(long now) {
        return lanes == null ? 0 : lanes.clock.offsetNanos(now);
    }

    @Override
    public boolean hasClockOffset() {
        return lanes != null && lanes.clock.known();
    }

    @Override
    public long silenceNanos(long now) {
        return now - lastReceivedAt;
    }

    @Override
    public long rttNanos() {
        return rtt.smoothed();
    }

    @Override
    public void stats(RiftStats into) {
        counters.copyTo(into);
        long jitter = lanes == null ? 0 : lanes.clock.jitterNanos();
        long offset = lanes == null ? 0 : lanes.clock.offsetNanos(lastReceivedAt);
        into.figures(rtt.smoothed(), rtt.min(), jitter, offset);
    }
}
