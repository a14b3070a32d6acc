package dev.wavry.rift;

import java.security.SecureRandom;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client and a host with deterministic keys on a simulated network. */
public final class Ends {
    public final Identity clientIdentity;
    public final Identity hostIdentity;
    public final Recorder client = new Recorder();
    public final Recorder host = new Recorder();
    public final SimulatedNetwork net;
    public @Nullable CloseReason refusedReason;
    public @Nullable WavryId refusedPeer;

    public Ends(long seed, SimulatedNetwork.Path path) {
        this(seed, path, RiftSettings.defaults(), RiftSettings.defaults(), null);
    }

    public Ends(
            long seed,
            SimulatedNetwork.Path path,
            RiftSettings forClient,
            RiftSettings forHost,
            @Nullable PeerPolicy policy) {
        System.out.println("seed " + seed);
        SecureRandom random = seeded(seed);
        clientIdentity = Identity.generate(random);
        hostIdentity = Identity.generate(random);
        RiftAcceptor acceptor = new RiftAcceptor() {
            @Override
            public RiftHandler admitted(RiftConnection connection, WavryId peer) {
                return host;
            }

            @Override
            public void refused(
                    @Nullable RiftConnection connection, @Nullable WavryId peer, CloseReason reason, String text) {
                refusedReason = reason;
                refusedPeer = peer;
            }
        };
        PeerPolicy allows = policy != null ? policy : peer -> peer.equals(clientIdentity.id()) ? null : "who are you?";
        net = new SimulatedNetwork(seed, path, RiftServer.create(hostIdentity, forHost, allows, acceptor, random));
        net.client = RiftConnection.client(clientIdentity, hostIdentity.id(), forClient, client, random, net.now);
    }

    /** Runs until both sides are established. */
    public Ends connected() {
        for (int i = 0; i < 500 && (client.established == 0 || host.established == 0); i++) {
            net.run(10 * SimulatedNetwork.MILLI);
        }
        if (client.established != 1 || host.established != 1) {
            throw new AssertionError("not established: " + net.client.state() + " " + client.closed);
        }
        return this;
    }

    /** Random numbers from a seed, so that a failure can be seen again; never for real keys. */
    public static SecureRandom seeded(long seed) {
        Random random = new Random(seed);
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }

            @Override
            public long nextLong() {
                return random.nextLong();
            }
        };
    }
}
