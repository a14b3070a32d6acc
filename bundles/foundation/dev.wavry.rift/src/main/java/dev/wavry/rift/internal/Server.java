package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.DoorCounter;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.jspecify.annotations.Nullable;

/** The host's end: who is connected, and who gets in past the {@link Door}. */
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
    private final DoorCounters counters = new DoorCounters();
    private @Nullable Door door;

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
    public @Nullable RiftConnection accept(ByteBuffer datagram, PathAddress from, long nowNanos, ByteBuffer answer) {
        if (!HelloDatagram.looksLikeOne(datagram)) {
            return null;
        }
        counters.add(DoorCounter.QUESTIONS);
        counters.add(DoorCounter.UNPROVEN_BYTES_IN, datagram.remaining());
        long clientId = datagram.getLong(datagram.position() + Wire.HELLO_CONNECTION_ID);
        int[] versions = HelloDatagram.versionsOf(datagram);
        if (versions == null) {
            return null;
        }
        if (!contains(versions, Wire.VERSION)) {
            return refuse(answer, clientId, CloseReason.VERSION_MISMATCH);
        }
        HelloDatagram question = HelloDatagram.read(datagram);
        if (question == null) {
            return null;
        }
        Suite suite = choose(question);
        if (suite == null) {
            return refuse(answer, clientId, CloseReason.NO_COMMON_SUITE);
        }
        return judged(question, datagram, from, suite, nowNanos, answer);
    }

    private @Nullable RiftConnection judged(
            HelloDatagram question, ByteBuffer datagram, PathAddress from, Suite suite, long now, ByteBuffer answer) {
        Door opened = door;
        if (opened == null) {
            opened = new Door(settings, counters, random, now);
            door = opened;
        }
        int halfOpen = count(ConnectionState.HANDSHAKING);
        switch (opened.judge(question, datagram, from, halfOpen, now)) {
            case ASK -> {
                opened.ask(answer, question, from, now);
                return null;
            }
            case DROP -> {
                return null;
            }
            default -> {
                // Whoever was refused or has left must not keep others out for as long as it takes to say so.
                return count(ConnectionState.ESTABLISHED) >= settings.maxConnections()
                        ? refuse(answer, question.clientId(), CloseReason.BUSY)
                        : admit(question, HelloDatagram.fingerprint(datagram), suite, from, now);
            }
        }
    }

    private @Nullable RiftConnection refuse(ByteBuffer out, long clientId, CloseReason reason) {
        int at = out.position();
        RefusalDatagram.write(out, clientId, reason, new int[] {Wire.VERSION});
        counters.add(DoorCounter.REFUSED);
        counters.add(DoorCounter.UNPROVEN_BYTES_OUT, out.position() - at);
        acceptor.refused(null, null, reason, reason.sentence());
        return null;
    }

    private @Nullable RiftConnection admit(
            HelloDatagram question, long fingerprint, Suite suite, PathAddress from, long now) {
        long localId = Connections.newId(random);
        int maxDatagram = Math.min(question.maxDatagram(), settings.maxDatagramBytes());
        ServerHandshake handshake;
        try {
            handshake = new ServerHandshake(
                    identity, question, Wire.VERSION, suite, maxDatagram, localId, random, counters);
        } catch (InvalidCipherTextException e) {
            // A public key of low order: nobody honest has one.
            return null;
        }
        counters.add(DoorCounter.HANDSHAKES);
        ServerAdmission admission = new ServerAdmission(policy, acceptor);
        Connection connection =
                new Connection(settings, aeads, admission, handshake, ServerAdmission.NOBODY, localId, now);
        connection.paths.begin(from, random);
        boundClosing();
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

    private int count(ConnectionState state) {
        int count = 0;
        for (Guest guest : guests) {
            count += guest.connection().state() == state ? 1 : 0;
        }
        return count;
    }

    /** Makes room for one more that ends. What is forgotten says its goodbye to the end, it only hears nothing any more. */
    private void boundClosing() {
        for (int closing = count(ConnectionState.CLOSING); closing >= settings.maxHalfOpen(); closing--) {
            int oldest = -1;
            for (int i = 0; i < guests.size(); i++) {
                boolean older = guests.get(i).connection().state() == ConnectionState.CLOSING
                        && (oldest < 0 || closingSince(i) < closingSince(oldest));
                oldest = older ? i : oldest;
            }
            forget(oldest);
        }
    }

    private long closingSince(int i) {
        return guests.get(i).connection().closingSinceNanos();
    }

    private void forget(int i) {
        Guest guest = guests.remove(i);
        byLocalId.remove(guest.localId());
        byQuestion.remove(guest.question());
    }

    @Override
    public int forgetClosed() {
        int forgotten = 0;
        for (int i = guests.size() - 1; i >= 0; i--) {
            if (guests.get(i).connection().state() == ConnectionState.CLOSED) {
                forget(i);
                forgotten++;
            }
        }
        return forgotten;
    }

    @Override
    public int connectionCount() {
        return guests.size();
    }

    @Override
    public long count(DoorCounter counter) {
        return counters.get(counter);
    }
}
