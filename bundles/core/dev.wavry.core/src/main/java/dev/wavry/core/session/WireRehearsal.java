package dev.wavry.core.session;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.VideoHeader;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session between two ends in memory, so that the classes and compiled code of the wire are there before a person waits for them. */
final class WireRehearsal implements RiftAcceptor, RiftHandler {
    private static final PathAddress NOWHERE =
            new PathAddress("memory", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private static final int FRAMES = 500;
    /** Of one packet each, because a quiet desktop sends little else. */
    private static final int PARTS = 1500;

    private static final int PART_BYTES = 800;
    private static final int FRAMES_A_STEP = 20;
    private static final int FRAME_BYTES = 12_000;

    private final MediaClock clock;
    private final RiftConnection client;
    private final RiftServer server;
    private final ByteBuffer wire = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);
    private @Nullable RiftConnection host;
    private final ByteBuffer event = ByteBuffer.allocateDirect(32);
    private final ByteBuffer payload = ByteBuffer.allocateDirect(FRAME_BYTES);
    private final VideoHeader header = new VideoHeader();
    private int sent;
    private int arrived;

    WireRehearsal(RiftSettings settings, SecureRandom random, MediaClock clock) {
        this.clock = clock;
        Identity hostIdentity = Identity.generate(random);
        Identity clientIdentity = Identity.generate(random);
        this.server = RiftServer.create(hostIdentity, settings, peer -> null, this, random);
        this.client =
                RiftConnection.client(clientIdentity, hostIdentity.id(), settings, this, random, clock.nanoTime());
    }

    /** Does a little; false once there is nothing left to do. */
    boolean step() {
        if (sent == 0) {
            for (int i = 0; i < 10; i++) {
                exchange();
            }
            client.send(
                    new Message.Hello(1, "rehearsal", Message.Role.VIEWER, List.of(), List.of(), "", 0, 0, 0),
                    clock.nanoTime());
        }
        RiftConnection there = host;
        for (int i = 0; i < FRAMES_A_STEP && there != null; i++) {
            client.sendInput(event.clear().limit(17), clock.nanoTime());
            boolean whole = sent < FRAMES;
            header.set(0, whole ? 1 : 2, whole ? sent : sent - FRAMES, sent == 0)
                    .independent(!whole);
            there.sendVideo(header, payload.limit(whole ? FRAME_BYTES : PART_BYTES), clock.nanoTime());
            sent++;
            exchange();
        }
        if (there == null || sent >= FRAMES + PARTS) {
            client.close(CloseReason.NORMAL, "", clock.nanoTime());
            exchange();
            return false;
        }
        return true;
    }

    /** How many frames came through. */
    int arrived() {
        return arrived;
    }

    private void exchange() {
        long now = clock.nanoTime();
        client.onDeadline(now);
        for (wire.clear(); client.poll(wire, now); wire.clear()) {
            toHost(wire.flip(), now);
        }
        RiftConnection there = host;
        if (there != null) {
            there.onDeadline(now);
            for (wire.clear(); there.poll(wire, now); wire.clear()) {
                client.receive(wire.flip(), now);
            }
        }
    }

    private void toHost(ByteBuffer datagram, long now) {
        RiftConnection known = server.route(datagram);
        if (known == null) {
            host = server.accept(datagram, NOWHERE, now, answer.clear());
        } else {
            known.receive(datagram, now);
        }
    }

    @Override
    public RiftHandler admitted(RiftConnection connection, WavryId peer) {
        return this;
    }

    @Override
    public void closed(CloseReason reason, String text, boolean byPeer) {
        // Nobody waits for the end of a rehearsal.
    }

    @Override
    public void videoFrame(dev.wavry.rift.VideoFrameView frame) {
        arrived++;
        if (frame.header().independent()) {
            client.partApplied(0, 2, frame.header().sequence(), clock.nanoTime());
        }
        frame.release();
    }
}
