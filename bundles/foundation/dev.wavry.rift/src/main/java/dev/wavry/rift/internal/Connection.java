package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One end of a session: what arrives, what leaves, and when it gives up. */
final class Connection extends Endpoint {
    private final Aeads aeads;
    private final Admission admission;
    private final long giveUpAt;
    private RiftHandler handler;
    private @Nullable Closing closing;
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
        super(settings, handshake, localId, now);
        this.aeads = aeads;
        this.admission = admission;
        this.handler = handler;
        giveUpAt = now + settings.handshakeNanos();
    }

    /** When it began to end; only to be asked of one that is over or about to be. */
    long closingSinceNanos() {
        Closing last = closing;
        return last == null ? Long.MAX_VALUE : last.sinceNanos;
    }

    RiftHandler handler() {
        return handler;
    }

    @Override
    public void receive(ByteBuffer datagram, long now) {
        receive(datagram, null, now);
    }

    @Override
    public void receive(ByteBuffer datagram, @Nullable PathAddress from, long now) {
        if (state == ConnectionState.CLOSED || !datagram.hasRemaining()) {
            return;
        }
        int type = datagram.get(datagram.position()) & Wire.TYPE_MASK;
        SecureChannel sealed = channel;
        if (type == Wire.DATA && sealed != null) {
            ByteBuffer frames = sealed.open(datagram, now);
            if (frames != null) {
                if (!frames.hasRemaining() || !Wire.probes(frames.get(frames.position()))) {
                    paths.onPacket(from, datagram.remaining(), sealed.openedNewest(), now);
                }
                onPacket(frames, sealed.openedNumber(), from, now);
            }
        } else if (type == Wire.DATA || type == Wire.HELLO && !paths.isCurrent(from)) {
            // A question repeated from elsewhere would make us answer an address that did not ask.
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
        handshakeHash = agreed.hash();
        lastReceivedAt = now;
        channel = new SecureChannel(aeads, agreed, localId, settings, rtt, counters, now);
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
        } else {
            handler.agreed(this);
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

    private void onPacket(ByteBuffer frames, long number, @Nullable PathAddress from, long now) {
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
            onFrame(open, type, frames, from, now);
            frames.limit(end).position(next);
            elicited |= Wire.elicits(type);
        }
        if (elicited) {
            open.arrivals.elicited(now);
        }
    }

    private void onFrame(Lanes open, int type, ByteBuffer in, @Nullable PathAddress from, long now) {
        if (type == Wire.CLOSE) {
            onClose(in, now);
            return;
        }
        if (state == ConnectionState.CONFIRMING) {
            establish();
        }
        boolean sane =
                switch (type) {
                    case Wire.PATH_RESPONSE -> paths.onAnswer(in, from);
                    case Wire.CARRIER_PROBE -> probes.onAsk(in);
                    case Wire.CARRIER_ECHO -> probes.onAnswer(in);
                    default -> open.onFrame(type, in, handler, now);
                };
        if (!sane && open()) {
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
        paths.backToCurrent();
        if (handshake.write(out, now)) {
            counters.add(RiftCounter.PACKETS_SENT);
            return true;
        }
        SecureChannel sealed = channel;
        if (sealed == null) {
            finishIfSaid(now);
            return false;
        }
        if (lanes != null && open()) {
            sealed.renewKey(lanes.sent.reported(), now);
        }
        ByteBuffer frames = sealed.begin(maxDatagram);
        boolean challenge = paths.wantsChallenge(now) && open();
        if (challenge) {
            paths.writeChallenge(frames, now);
        } else if (!writeFrames(frames, now)) {
            return false;
        }
        long number = sealed.nextNumber();
        int bytes = sealed.seal(out);
        Lanes open = lanes;
        if (open != null) {
            open.sent.onSent(number, bytes, !challenge && open.eliciting(), now);
            open.pacer.sent(bytes, now);
            elicitedAt = !challenge && open.eliciting() && elicitedAt < lastReceivedAt ? now : elicitedAt;
        }
        finishIfSaid(now);
        return true;
    }

    @Override
    public boolean pollProbe(ByteBuffer out, long now) {
        return probes.wantsAsk(now) && seal(out, now, frames -> probes.writeAsk(frames, now));
    }

    @Override
    public boolean pollEcho(ByteBuffer out, long now) {
        return probes.owesAnswer() && seal(out, now, probes::writeAnswer);
    }

    /** A packet that goes another way than the others, and so says nothing about theirs. */
    private boolean seal(ByteBuffer out, long now, Consumer<ByteBuffer> writer) {
        SecureChannel sealed = channel;
        Lanes open = lanes;
        if (sealed == null || open == null || !open() || out.remaining() < maxDatagram) {
            return false;
        }
        writer.accept(sealed.begin(maxDatagram));
        long number = sealed.nextNumber();
        sealed.seal(out);
        open.sent.onSentElsewhere(number, now);
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
            earliest = Math.min(earliest, Math.min(probeAt(), paths.deadline()));
            earliest = Math.min(earliest, probes.deadline());
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
        if (state == ConnectionState.CLOSED) {
            return;
        }
        end(reason, text, false, now);
        if (channel == null) {
            // Nobody is there yet to be told, and what was asked is not asked any more.
            handshake.confirmed();
            finishIfSaid(now);
        }
    }
}
