package dev.wavry.rift.internal;

import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.message.MalformedMessageException;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.MessageCodec;
import java.nio.ByteBuffer;

/** All lanes of a connection: who may write into the next packet, in which order, and who takes which frame. */
final class Lanes {
    final Rtt rtt;
    final ClockSync clock;
    final SentPackets sent;
    final Arrivals arrivals = new Arrivals();
    final Pacer pacer;
    final InputSender input;
    final InputReceiver inputReceiver = new InputReceiver();
    final LaneSender control;
    final LaneSender bulk;
    final AudioLane audio;
    final CursorLane cursor;
    final VideoSender video;
    final VideoReceiver videoReceiver;
    private final LaneReceiver controlReceiver;
    private final LaneReceiver bulkReceiver;
    private final Counters counters;
    private final Connection connection;
    private boolean eliciting;
    /** Video and bulk stay back while more than this is out unreported. */
    long mostOutBytes = Long.MAX_VALUE;

    Lanes(Connection connection, RiftSettings settings, int maxDatagram, Rtt rtt, Counters counters, long now) {
        this.connection = connection;
        this.counters = counters;
        this.rtt = rtt;
        clock = new ClockSync(rtt, settings.pingNanos(), now);
        sent = new SentPackets(rtt, counters);
        pacer = new Pacer(settings.paceKbps(), maxDatagram);
        input = new InputSender(rtt, counters);
        control = new LaneSender(Wire.LANE_CONTROL, rtt, counters);
        bulk = new LaneSender(Wire.LANE_BULK, rtt, counters);
        audio = new AudioLane(counters);
        cursor = new CursorLane(rtt);
        video = new VideoSender(settings.videoHistoryBytes(), maxDatagram, rtt, counters);
        videoReceiver = new VideoReceiver(settings.videoReceiveBytes(), settings.frameDeadlineNanos(), rtt, counters);
        controlReceiver = new LaneReceiver(Wire.LANE_CONTROL, RiftConnection.MAX_MESSAGE_BYTES, this::message);
        bulkReceiver = new LaneReceiver(Wire.LANE_BULK, RiftConnection.MAX_MESSAGE_BYTES, this::chunk);
    }

    private boolean message(ByteBuffer bytes) {
        try {
            Message message = MessageCodec.decode(bytes);
            if (message == null) {
                counters.add(RiftCounter.MESSAGES_SKIPPED);
            } else {
                connection.handler().message(message);
            }
            return connection.open();
        } catch (MalformedMessageException e) {
            return false;
        }
    }

    private boolean chunk(ByteBuffer bytes) {
        connection.handler().bulk(bytes);
        return connection.open();
    }

    /** Fills the next packet; false if nothing is to be sent now. Input goes first, then sound; control, video and bulk wait for the pace. */
    boolean write(ByteBuffer out, long now) {
        eliciting = false;
        boolean inputWritten = input.wants(now) && input.write(out, now);
        boolean wrote = inputWritten;
        eliciting |= inputWritten;
        wrote |= writeReports(out, now);
        wrote |= elicits(cursor.wants(now) && cursor.write(out, now));
        // Sound is small and steady and waits for nothing but input; it counts for the pace, so video makes room for
        // it.
        wrote |= elicits(audio.wants() && audio.write(out));
        if (pacer.maySend(now)) {
            wrote |= elicits(control.wants() && control.write(out, now));
            boolean flies = mayFly();
            wrote |= elicits(flies && video.wants() && video.write(out, now));
            wrote |= elicits(flies && !video.wants() && bulk.wants() && bulk.write(out, now));
        }
        if (wrote) {
            // What follows is not worth a packet of its own.
            eliciting |= !inputWritten && input.canRepeat(now) && input.write(out, now);
            if (arrivals.waiting()) {
                arrivals.write(out, now);
            }
        }
        return wrote;
    }

    private boolean elicits(boolean written) {
        eliciting |= written;
        return written;
    }

    private boolean writeReports(ByteBuffer out, long now) {
        boolean wrote = elicits(clock.wants(now) && clock.write(out, now));
        wrote |= connection.paths.writeAnswer(out);
        wrote |= inputReceiver.writeAck(out);
        wrote |= controlReceiver.writeAck(out);
        wrote |= bulkReceiver.writeAck(out);
        wrote |= videoReceiver.wants(now) && videoReceiver.write(out, now);
        wrote |= video.writeGone(out);
        wrote |= arrivals.due(now) && arrivals.write(out, now);
        return wrote;
    }

    /** Whether the last packet written asks for a report. */
    boolean eliciting() {
        return eliciting;
    }

    /** Takes one frame from position to limit; false if it breaks the protocol. */
    boolean onFrame(int type, ByteBuffer in, RiftHandler handler, long now) {
        return switch (type) {
            case Wire.PING -> clock.onPing(in, now);
            case Wire.PONG -> clock.onPong(in, now);
            case Wire.FEEDBACK -> onFeedback(in, handler, now);
            case Wire.SEGMENT -> onSegment(in);
            case Wire.SEGMENT_ACK -> onSegmentAck(in, now);
            case Wire.INPUT -> inputReceiver.onFrame(in, handler);
            case Wire.INPUT_ACK -> onInputAck(in);
            case Wire.AUDIO -> audio.onFrame(in, handler);
            case Wire.CURSOR -> cursor.onFrame(in, handler);
            case Wire.CURSOR_ACK -> cursor.onAck(in);
            case Wire.PATH_CHALLENGE -> connection.paths.onChallenge(in);
            default -> onVideoFrame(type, in, handler, now);
        };
    }

    private boolean onFeedback(ByteBuffer in, RiftHandler handler, long now) {
        if (!sent.onFeedback(in, now)) {
            return false;
        }
        if (sent.count() > 0) {
            handler.feedback(sent, now);
        }
        return true;
    }

    private boolean mayFly() {
        return sent.outBytes() < mostOutBytes;
    }

    private boolean onVideoFrame(int type, ByteBuffer in, RiftHandler handler, long now) {
        return switch (type) {
            case Wire.VIDEO -> videoReceiver.onPiece(in, handler, now);
            case Wire.VIDEO_REPAIR -> videoReceiver.onRepair(in, handler, now);
            case Wire.VIDEO_ACK -> video.onAck(in, handler);
            case Wire.VIDEO_NACK -> video.onNack(in);
            case Wire.VIDEO_GONE -> videoReceiver.onGone(in, handler, now);
            case Wire.KEY_FRAME_REQUEST -> video.onKeyFrameRequest(in, handler);
            case Wire.PART_ACK -> video.onPartAck(in, handler, now);
            // Frames of later versions are skipped by their length.
            default -> true;
        };
    }

    private boolean onSegment(ByteBuffer in) {
        if (in.remaining() < 6) {
            return false;
        }
        int lane = Frames.u8(in);
        long number = Frames.u32(in);
        int flags = Frames.u8(in);
        return switch (lane) {
            case Wire.LANE_CONTROL -> controlReceiver.onSegment(number, flags, in);
            case Wire.LANE_BULK -> bulkReceiver.onSegment(number, flags, in);
            default -> false;
        };
    }

    private boolean onSegmentAck(ByteBuffer in, long now) {
        if (in.remaining() < 13) {
            return false;
        }
        int lane = Frames.u8(in);
        LaneSender sender = lane == Wire.LANE_CONTROL ? control : bulk;
        sender.onAck(Frames.u32(in), in.getLong(), now);
        return lane <= Wire.LANE_BULK;
    }

    private boolean onInputAck(ByteBuffer in) {
        if (in.remaining() < 4) {
            return false;
        }
        input.onAck(Frames.u32(in));
        return true;
    }

    long deadline() {
        long earliest = Math.min(clock.deadline(), arrivals.deadline());
        earliest = Math.min(earliest, Math.min(input.deadline(), cursor.deadline()));
        earliest = Math.min(earliest, Math.min(control.deadline(), bulk.deadline()));
        earliest = Math.min(earliest, Math.min(video.deadline(), videoReceiver.deadline()));
        if (audio.wants()) {
            return Long.MIN_VALUE;
        }
        if (control.wants() || mayFly() && (video.wants() || bulk.wants())) {
            earliest = Math.min(earliest, pacer.nextAt());
        }
        return earliest;
    }

    void onDeadline(long now, RiftHandler handler) {
        control.onDeadline(now);
        bulk.onDeadline(now);
        video.onDeadline(now, handler);
        videoReceiver.onDeadline(now, handler);
    }

    void clear() {
        control.clear();
        bulk.clear();
        videoReceiver.clear();
    }
}
