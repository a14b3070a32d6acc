package dev.wavry.core.session;

import dev.wavry.api.PingResult;
import dev.wavry.api.WavryException;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Asks who is at an address. */
final class Ping extends Errand {
    private @Nullable WavryId host;
    private long answerNanos;
    private boolean established;
    private boolean onlyPairing;

    Ping(
            InetSocketAddress address,
            Transport transport,
            Identity identity,
            RiftSettings settings,
            SecureRandom random,
            MediaClock clock) {
        super(address, transport, identity, settings, random, clock);
    }

    @Override
    @Nullable
    String heard(WavryId peer) {
        host = peer;
        answerNanos = clock.nanoTime();
        return null;
    }

    @Override
    boolean done() {
        return established;
    }

    PingResult run() throws WavryException {
        run(SHORT_NANOS);
        WavryId known = host;
        if (known == null) {
            throw nobody();
        }
        return new PingResult(known.toString(), (answerNanos - startNanos) / 1e6, established && !onlyPairing);
    }

    @Override
    public void established(RiftConnection peer) {
        established = true;
    }

    @Override
    public void message(Message message) {
        onlyPairing |= message instanceof Message.PairOffer;
    }
}
