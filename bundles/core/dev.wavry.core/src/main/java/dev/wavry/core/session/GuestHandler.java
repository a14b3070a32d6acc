package dev.wavry.core.session;

import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.media.MediaClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Somebody whom the host does not know, while a code is out: may pair and nothing else, and not for long. */
final class GuestHandler implements RiftHandler {
    private static final long LONGEST_SECONDS = 15;

    private final HostRuntime host;
    private final RiftLink link;
    private final WavryId peer;
    private final MediaClock clock;

    GuestHandler(HostRuntime host, RiftLink link, WavryId peer, MediaClock clock) {
        this.host = host;
        this.link = link;
        this.peer = peer;
        this.clock = clock;
    }

    @Override
    public void established(RiftConnection connection) {
        // With the first packet, so that a ping learns at once that this is no welcome.
        connection.send(new Message.PairOffer(), clock.nanoTime());
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
                .execute(() -> host.control(() -> link.close(CloseReason.NOT_AUTHORIZED, "")));
    }

    @Override
    public void message(Message message) {
        host.control(() -> host.pairing().handle(link, peer, message));
    }

    @Override
    public void closed(CloseReason reason, String text, boolean byPeer) {
        host.control(() -> host.pairing().gone(link));
    }
}
