package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.pairing.PairingCode;
import dev.wavry.rift.pairing.PairingExchange;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Proves a code to a host and has the host prove it, too; whoever answers is taken as it comes until then. */
final class PairErrand extends Errand {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Identity identity;
    private final PairingCode code;
    private final int purpose;
    private final String name;
    private final SecureRandom random;
    private @Nullable WavryId host;
    private @Nullable PairingExchange exchange;
    private boolean proven;
    private boolean cheated;

    /** @param purpose 0 for a pairing, 1 for a link */
    PairErrand(
            InetSocketAddress address,
            Transport transport,
            Identity identity,
            RiftSettings settings,
            SecureRandom random,
            MediaClock clock,
            PairingCode code,
            int purpose,
            String name) {
        super(address, transport, identity, settings, random, clock);
        this.identity = identity;
        this.code = code;
        this.purpose = purpose;
        this.name = name;
        this.random = random;
    }

    @Override
    @Nullable
    String heard(WavryId peer) {
        host = peer;
        return null;
    }

    @Override
    boolean done() {
        return proven || cheated;
    }

    /** The host's id. */
    WavryId run() throws WavryException {
        try {
            run(LONGEST_NANOS);
        } finally {
            PairingExchange used = exchange;
            if (used != null) {
                used.close();
            }
        }
        WavryId known = host;
        if (known == null) {
            throw nobody();
        }
        if (!proven) {
            throw failure();
        }
        return known;
    }

    private WavryException failure() {
        CloseReason why = reason();
        if (why == CloseReason.NOT_AUTHORIZED) {
            return new WavryException(
                    ErrorKind.PAIRING,
                    "The host at " + where() + " takes no code at the moment",
                    "Run 'wavry pair' on the host and type the code it shows within its time.");
        }
        return new WavryException(
                ErrorKind.PAIRING,
                "The pairing failed: the code was wrong or too late, somebody else was trying, or somebody is in between",
                "Compare the code, then try again with a new one from 'wavry pair' on the host.");
    }

    @Override
    public void agreed(RiftConnection peer) {
        byte[] hash = peer.handshakeHash();
        WavryId known = host;
        if (hash == null || known == null) {
            throw new IllegalStateException("agreed without a handshake");
        }
        PairingExchange fresh =
                new PairingExchange(PairingExchange.Side.CLIENT, code, purpose, identity.id(), known, hash, random);
        exchange = fresh;
        peer.send(new Message.PairShare(purpose, fresh.share(), name), clock.nanoTime());
    }

    @Override
    public void established(RiftConnection peer) {
        // What counts is what the host proves.
    }

    @Override
    public void message(Message message) {
        PairingExchange known = exchange;
        if (known == null || cheated || proven) {
            return;
        }
        if (message instanceof Message.PairShare share) {
            cheated = !known.meet(share.share());
            if (!cheated) {
                connection.send(new Message.PairTag(known.tag()), clock.nanoTime());
            }
        } else if (message instanceof Message.PairTag tag) {
            proven = known.holds(tag.tag());
            cheated = !proven;
        }
    }
}
