package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.RiftStats;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.Suite;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.MessageCodec;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The half of a connection that its caller sees: what may be sent and what may be asked. What happens is in {@link Connection}. */
abstract class Endpoint implements RiftConnection {
    final RiftSettings settings;
    final Handshake handshake;
    final Counters counters = new Counters();
    final Rtt rtt = new Rtt();
    final Paths paths = new Paths(rtt, counters);
    final Probes probes = new Probes(rtt);
    final long localId;
    volatile ConnectionState state = ConnectionState.HANDSHAKING;
    volatile @Nullable CloseReason closeReason;

    @Nullable
    SecureChannel channel;

    @Nullable
    Lanes lanes;

    byte @Nullable [] handshakeHash;

    int maxDatagram;
    long lastReceivedAt;
    private @Nullable ByteBuffer encoded;

    Endpoint(RiftSettings settings, Handshake handshake, long localId, long now) {
        this.settings = settings;
        this.handshake = handshake;
        this.localId = localId;
        maxDatagram = settings.maxDatagramBytes();
        lastReceivedAt = now;
    }

    boolean open() {
        return state == ConnectionState.ESTABLISHED || state == ConnectionState.CONFIRMING;
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
    public SendResult sendAudio(int stream, long number, long captureMicros, ByteBuffer packet, long now) {
        Lanes open = lanes;
        return open == null || !open()
                ? SendResult.CLOSED
                : open.audio.offer(stream, number, captureMicros, packet, maxDatagram - Wire.OVERHEAD_BYTES);
    }

    @Override
    public SendResult sendVideo(VideoHeader header, ByteBuffer payload, long now) {
        Lanes open = lanes;
        return open == null || !open() ? SendResult.CLOSED : open.video.offer(header, payload);
    }

    @Override
    public void partApplied(int stream, int epoch, long sequence, long now) {
        if (lanes != null && open()) {
            lanes.videoReceiver.partApplied(stream & 0xff, epoch & 0xffff, sequence, now);
        }
    }

    @Override
    public SendResult sendCursor(int x, int y, boolean visible, long now) {
        Lanes open = lanes;
        if (open == null || !open()) {
            return SendResult.CLOSED;
        }
        open.cursor.offer(x, y, visible);
        return SendResult.ACCEPTED;
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
    public @Nullable PathAddress path() {
        return paths.destination();
    }

    @Override
    public void probe(long secret, long now) {
        probes.begin(secret, now);
    }

    @Override
    public boolean probeAnswered() {
        return probes.proven();
    }

    @Override
    public void endProbe() {
        probes.end();
    }

    @Override
    public void moved(PathAddress to) {
        probes.end();
        paths.moved(to);
    }

    @Override
    public void lossless(boolean carrier) {
        rtt.lossless(carrier);
    }

    @Override
    public boolean owesEcho() {
        return probes.owesAnswer();
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
    public byte @Nullable [] handshakeHash() {
        byte[] hash = handshakeHash;
        return hash == null ? null : hash.clone();
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
            lanes.pacer.pace(kbps == 0 ? settings.paceKbps() : kbps);
        }
    }

    @Override
    public void protect(@Nullable FecScheme scheme, int index, double lossRatio, double meanBurst) {
        if (lanes != null) {
            lanes.video.protection.use(scheme, index, lossRatio, meanBurst);
        }
    }

    @Override
    public void repairSchemes(@Nullable FecScheme... byIndex) {
        if (lanes != null) {
            lanes.videoReceiver.repairs.schemes(byIndex.clone());
        }
    }

    @Override
    public void mostOutBytes(long bytes) {
        if (lanes != null) {
            lanes.mostOutBytes = bytes;
        }
    }

    @Override
    public long outBytes() {
        return lanes == null ? 0 : lanes.sent.outBytes();
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
