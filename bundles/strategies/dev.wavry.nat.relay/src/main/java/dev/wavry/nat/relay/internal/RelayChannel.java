package dev.wavry.nat.relay.internal;

import dev.wavry.reach.relay.LeaseProof;
import dev.wavry.reach.relay.RelayRefusal;
import dev.wavry.reach.relay.RelayWire;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.nat.Candidate;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One relay: shows the lease, answers challenges, keeps the channel alive, and puts its number before payload. */
final class RelayChannel {
    private static final long MILLI = 1_000_000L;
    private static final long FIRST_NANOS = 100 * MILLI;
    private static final int MOST_TRIES = 6;
    private static final long AGAIN_NANOS = 2_000 * MILLI;
    private static final long KEEP_ALIVE_NANOS = 10_000 * MILLI;

    private enum State {
        ASKING,
        BOUND,
        REFUSED
    }

    private final GatherContext context;
    private final PathAddress relay;
    private final PathAddress far;
    private final ByteBuffer out = ByteBuffer.allocateDirect(2048);
    private NatServer server;
    private byte[] token;
    private State state = State.ASKING;
    private int tries;
    private int unanswered;
    private long nextNanos = Long.MIN_VALUE;
    private volatile long channel;
    private @Nullable RelayRefusal refused;
    private boolean everBound;

    RelayChannel(NatServer server, GatherContext context) {
        this.server = server;
        this.context = context;
        this.relay = context.address(server.address());
        this.far = new PathAddress(RelayStrategy.ID, new RelayedAddress(this));
        this.token = server.secret().getBytes(StandardCharsets.US_ASCII);
    }

    NatServer server() {
        return server;
    }

    boolean bound() {
        return everBound;
    }

    boolean settled() {
        return everBound || state == State.REFUSED || tries >= MOST_TRIES;
    }

    String refusal() {
        RelayRefusal no = refused;
        return no == null
                ? server + " did not answer; UDP to it may be blocked"
                : server + " refused: " + no.sentence();
    }

    long nextNanos() {
        return nextNanos;
    }

    /** A newer lease is shown at once; payload goes on meanwhile. */
    void refresh(NatServer newer) {
        server = newer;
        token = newer.secret().getBytes(StandardCharsets.US_ASCII);
        tries = 0;
        refused = null;
        hello(context.clock().nanoTime());
        context.callAt(nextNanos);
    }

    int work(long now) {
        if (now < nextNanos) {
            return 0;
        }
        if (state == State.BOUND && unanswered < 3) {
            ping(now);
        } else if (state == State.BOUND) {
            state = State.ASKING;
            tries = 0;
            hello(now);
        } else {
            hello(now);
        }
        return 1;
    }

    private void hello(long now) {
        nextNanos = now + (tries < MOST_TRIES ? FIRST_NANOS << tries : AGAIN_NANOS);
        tries++;
        synchronized (out) {
            out.clear()
                    .put((byte) RelayWire.HELLO)
                    .put((byte) RelayWire.VERSION)
                    .put(token)
                    .flip();
            context.send(relay, out);
        }
    }

    private void ping(long now) {
        unanswered++;
        nextNanos = now + (unanswered == 1 ? KEEP_ALIVE_NANOS : 300 * MILLI);
        synchronized (out) {
            out.clear().put((byte) RelayWire.PING).putLong(channel).putLong(now);
            while (out.position() < RelayWire.PING_BYTES) {
                out.put((byte) 0);
            }
            context.send(relay, out.flip());
        }
    }

    boolean arrived(PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        if (!from.equals(relay)) {
            return false;
        }
        int at = datagram.position();
        int length = datagram.remaining();
        switch (datagram.get(at) & 0xff) {
            case RelayWire.DATA -> {
                if (length <= RelayWire.DATA_HEAD || datagram.getLong(at + 1) != channel) {
                    return false;
                }
                datagram.position(at + RelayWire.DATA_HEAD);
                context.deliver(far, datagram, arrivalNanos);
            }
            case RelayWire.CHALLENGE -> prove(datagram, arrivalNanos);
            case RelayWire.BOUND -> bound(datagram, arrivalNanos);
            case RelayWire.PONG -> pong(datagram, arrivalNanos);
            case RelayWire.REFUSED -> refused(datagram, arrivalNanos);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void prove(ByteBuffer datagram, long now) {
        if (datagram.remaining() != 1 + RelayWire.COOKIE_BYTES) {
            return;
        }
        byte[] cookie = new byte[RelayWire.COOKIE_BYTES];
        datagram.get(datagram.position() + 1, cookie);
        byte[] signature = context.sign(LeaseProof.message(cookie, token));
        synchronized (out) {
            out.clear().put((byte) RelayWire.PROVE).put((byte) RelayWire.VERSION);
            context.send(relay, out.put(cookie).put(signature).put(token).flip());
        }
        nextNanos = Math.min(nextNanos, now + 300 * MILLI);
        unanswered = Math.max(unanswered, state == State.BOUND ? 3 : 0);
        context.callAt(nextNanos);
    }

    private void bound(ByteBuffer datagram, long now) {
        if (datagram.remaining() < 13) {
            return;
        }
        channel = datagram.getLong(datagram.position() + 1);
        state = State.BOUND;
        refused = null;
        unanswered = 0;
        tries = 0;
        nextNanos = now + KEEP_ALIVE_NANOS;
        context.callAt(nextNanos);
        if (!everBound) {
            everBound = true;
            context.found(new Candidate(NatCost.RELAYED, far, RelayStrategy.ID));
        }
    }

    private void pong(ByteBuffer datagram, long now) {
        if (datagram.remaining() >= 17 && datagram.getLong(datagram.position() + 1) == channel) {
            unanswered = 0;
            nextNanos = now + KEEP_ALIVE_NANOS;
            context.callAt(nextNanos);
        }
    }

    /** Anybody could send this in the relay's name, so it is believed only until the relay says better. */
    private void refused(ByteBuffer datagram, long now) {
        refused = RelayRefusal.of(datagram.remaining() > 1 ? datagram.get(datagram.position() + 1) & 0xff : -1);
        if (state == State.ASKING && refused != RelayRefusal.STALE) {
            state = State.REFUSED;
            nextNanos = now + AGAIN_NANOS;
            context.callAt(nextNanos);
        }
    }

    /** Payload with its head; any agent. */
    Offer send(ByteBuffer datagram) {
        long number = channel;
        if (number == 0) {
            return Offer.DROPPED;
        }
        int position = datagram.position();
        try {
            synchronized (out) {
                if (datagram.remaining() > out.capacity() - RelayWire.DATA_HEAD) {
                    return Offer.DROPPED;
                }
                out.clear()
                        .put((byte) RelayWire.DATA)
                        .putLong(number)
                        .put(datagram)
                        .flip();
                return context.send(relay, out);
            }
        } finally {
            datagram.position(position);
        }
    }
}
