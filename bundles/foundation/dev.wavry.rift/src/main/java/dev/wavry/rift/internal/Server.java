package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.jspecify.annotations.Nullable;

/** The door of a host. A stateless cookie would be asked for in {@link #accept}, before anything is remembered. */
public final class Server implements RiftServer {
    private final Identity identity;
    private final RiftSettings settings;
    private final PeerPolicy policy;
    private final RiftAcceptor acceptor;
    private final SecureRandom random;
    private final Aeads aeads;
    private final IdMap<Guest> byLocalId = new IdMap<>();
    private final IdMap<Guest> byQuestion = new IdMap<>();
    private final List<Guest> guests = new ArrayList<>();

    private record Guest(Connection connection, long localId, long question) {}

    /** A server without connections. */
    public Server(
            Identity identity, RiftSettings settings, PeerPolicy policy, RiftAcceptor acceptor, SecureRandom random) {
        this(identity, settings, policy, acceptor, random, JcaAeads.BEST);
    }

    Server(
            Identity identity,
            RiftSettings settings,
            PeerPolicy policy,
            RiftAcceptor acceptor,
            SecureRandom random,
            Aeads aeads) {
        this.identity = identity;
        this.settings = settings;
        this.policy = policy;
        this.acceptor = acceptor;
        this.random = random;
        this.aeads = aeads;
    }

    @Override
    public @Nullable RiftConnection route(ByteBuffer datagram) {
        Guest guest;
        if (HelloDatagram.looksLikeOne(datagram)) {
            guest = byQuestion.get(HelloDatagram.fingerprint(datagram));
        } else {
            guest = byLocalId.get(Connections.connectionIdOf(datagram));
        }
        return guest == null ? null : guest.connection();
    }

    @Override
    public @Nullable RiftConnection accept(ByteBuffer datagram, long nowNanos, ByteBuffer refusal) {
        if (!HelloDatagram.looksLikeOne(datagram)) {
            return null;
        }
        long clientId = datagram.getLong(datagram.position() + Wire.HELLO_CONNECTION_ID);
        int[] versions = HelloDatagram.versionsOf(datagram);
        if (versions == null) {
            return null;
        }
        if (!contains(versions, Wire.VERSION)) {
            return refuse(refusal, clientId, CloseReason.VERSION_MISMATCH);
        }
        HelloDatagram question = HelloDatagram.read(datagram);
        if (question == null) {
            return null;
        }
        Suite suite = choose(question);
        if (suite == null) {
            return refuse(refusal, clientId, CloseReason.NO_COMMON_SUITE);
        }
        if (guests.size() >= settings.maxConnections() || halfOpen() >= settings.maxHalfOpen()) {
            return refuse(refusal, clientId, CloseReason.BUSY);
        }
        return admit(question, HelloDatagram.fingerprint(datagram), suite, nowNanos);
    }

    private @Nullable RiftConnection refuse(ByteBuffer out, long clientId, CloseReason reason) {
        if (out.remaining() >= RefusalDatagram.MAX_BYTES) {
            RefusalDatagram.write(out, clientId, reason, new int[] {Wire.VERSION});
        }
        acceptor.refused(null, null, reason, reason.sentence());
        return null;
    }

    private @Nullable RiftConnection admit(HelloDatagram question, long fingerprint, Suite suite, long now) {
        long localId = Connections.newId(random);
        int maxDatagram = Math.min(question.maxDatagram(), settings.maxDatagramBytes());
        ServerHandshake handshake;
        try {
            handshake = new ServerHandshake(identity, question, Wire.VERSION, suite, maxDatagram, localId, random);
        } catch (InvalidCipherTextException e) {
            // A public key of low order: nobody honest has one.
            return null;
        }
        ServerAdmission admission = new ServerAdmission(policy, acceptor);
        Connection connection =
                new Connection(settings, aeads, admission, handshake, ServerAdmission.NOBODY, localId, now);
        Guest guest = new Guest(connection, localId, fingerprint);
        guests.add(guest);
        byLocalId.put(localId, guest);
        byQuestion.put(fingerprint, guest);
        return connection;
    }

    /** The client's order counts among equals, because it is the one that decodes much; both lists are in the prologue. */
    private @Nullable Suite choose(HelloDatagram question) {
        List<Suite> own = Connections.suites(settings, aeads);
        for (int code : question.suites()) {
            Suite suite = Suite.ofCode(code);
            if (suite != null && own.contains(suite)) {
                return suite;
            }
        }
        return null;
    }

    private static boolean contains(int[] values, int value) {
        for (int v : values) {
            if (v == value) {
                return true;
            }
        }
        return false;
    }

    private int halfOpen() {
        int count = 0;
        for (Guest guest : guests) {
            count += guest.connection().state() == ConnectionState.HANDSHAKING ? 1 : 0;
        }
        return count;
    }

    @Override
    public int forgetClosed() {
        int forgotten = 0;
        for (int i = guests.size() - 1; i >= 0; i--) {
            Guest guest = guests.get(i);
            if (guest.connection().state() == ConnectionState.CLOSED) {
                guests.remove(i);
                byLocalId.remove(guest.localId());
                byQuestion.remove(guest.question());
                forgotten++;
            }
        }
        return forgotten;
    }

    @Override
    public int connectionCount() {
        return guests.size();
    }
}
