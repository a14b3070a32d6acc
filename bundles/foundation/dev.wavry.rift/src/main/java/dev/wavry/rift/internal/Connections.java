package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes connections for the factories of the interface. */
public final class Connections {
    private static final int[] VERSIONS = {Wire.VERSION};

    private Connections() {}

    /** Seals and opens a packet that nobody sees. */
    public static void prepare() {
        Aeads aeads = JcaAeads.BEST;
        Suite suite = aeads.preferred().get(0);
        byte[] key = new byte[32];
        ByteBuffer packet = aeads.workspace(Wire.OVERHEAD_BYTES + 1);
        aeads.create(suite, key, true).seal(packet, Wire.HEADER_BYTES, 1, 0);
        aeads.create(suite, key, false).open(packet, Wire.HEADER_BYTES, 1, 0);
    }

    /** A client; either the host is expected or the policy decides. */
    public static RiftConnection client(
            Identity identity,
            @Nullable WavryId expected,
            @Nullable PeerPolicy policy,
            RiftSettings settings,
            RiftHandler handler,
            SecureRandom random,
            long nowNanos) {
        PeerPolicy decides = policy != null ? policy : host -> host.equals(expected) ? null : wrongHost(host, expected);
        return client(identity, decides, settings, handler, random, nowNanos, VERSIONS, JcaAeads.BEST);
    }

    private static String wrongHost(WavryId host, @Nullable WavryId expected) {
        return "The host proved to be " + host + " instead of " + expected
                + "; check the ID with the host's owner, because somebody may be in between.";
    }

    /** A client with other versions or ciphers than usual. */
    static Connection client(
            Identity identity,
            PeerPolicy policy,
            RiftSettings settings,
            RiftHandler handler,
            SecureRandom random,
            long now,
            int[] versions,
            Aeads aeads) {
        long localId = newId(random);
        ClientHandshake handshake = new ClientHandshake(
                identity,
                policy,
                CloseReason.WRONG_HOST_KEY,
                localId,
                versions,
                suites(settings, aeads),
                settings.maxDatagramBytes(),
                random,
                now);
        return new Connection(settings, aeads, new ClientAdmission(handler), handshake, handler, localId, now);
    }

    static List<Suite> suites(RiftSettings settings, Aeads aeads) {
        return settings.suites().isEmpty() ? aeads.preferred() : settings.suites();
    }

    /** Zero means that there is no id. */
    static long newId(SecureRandom random) {
        long id = random.nextLong();
        return id == 0 ? 1 : id;
    }

    /** Destination of a datagram, or 0. */
    public static long connectionIdOf(ByteBuffer datagram) {
        if (datagram.remaining() < 9) {
            return 0;
        }
        int at = datagram.position();
        return switch (datagram.get(at) & Wire.TYPE_MASK) {
            case Wire.DATA, Wire.REPLY, Wire.FINISH, Wire.REFUSAL, Wire.COOKIE -> datagram.getLong(at + 1);
            default -> 0;
        };
    }
}
