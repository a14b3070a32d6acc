package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.southernstorm.noise.protocol.CipherStatePair;
import com.southernstorm.noise.protocol.HandshakeState;
import dev.wavry.rift.Ends;
import dev.wavry.rift.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handshake against another implementation, as both sides. */
@Timeout(20)
class NoiseInteropTest {
    private static final byte[] PROLOGUE = "RIFT prologue of a test".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIRST = "payload of the responder".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECOND = "payload of the initiator".getBytes(StandardCharsets.US_ASCII);

    private static HandshakeState other(int role) throws Exception {
        HandshakeState state = new HandshakeState(NoiseXx.NAME, role);
        state.setPrologue(PROLOGUE, 0, PROLOGUE.length);
        state.getLocalKeyPair().generateKeyPair();
        state.start();
        return state;
    }

    private static byte[] write(HandshakeState state, byte[] payload) throws Exception {
        byte[] out = new byte[1000];
        return Arrays.copyOf(out, state.writeMessage(out, 0, payload, 0, payload.length));
    }

    private static byte[] read(HandshakeState state, byte[] message) throws Exception {
        byte[] out = new byte[1000];
        return Arrays.copyOf(out, state.readMessage(message, 0, message.length, out, 0));
    }

    @Test
    void shouldShakeHandsAsInitiator() throws Exception {
        Identity identity = Identity.generate(Ends.seeded(1));
        NoiseXx ours = new NoiseXx(true, identity, PROLOGUE, Ends.seeded(2));
        HandshakeState theirs = other(HandshakeState.RESPONDER);
        read(theirs, ours.write(hash -> new byte[0]));
        assertArrayEquals(FIRST, ours.read(write(theirs, FIRST)).bytes());
        assertArrayEquals(SECOND, read(theirs, ours.write(hash -> SECOND)));
        finish(ours, theirs, identity);
    }

    @Test
    void shouldShakeHandsAsResponder() throws Exception {
        Identity identity = Identity.generate(Ends.seeded(3));
        NoiseXx ours = new NoiseXx(false, identity, PROLOGUE, Ends.seeded(4));
        HandshakeState theirs = other(HandshakeState.INITIATOR);
        ours.read(write(theirs, new byte[0]));
        assertArrayEquals(FIRST, read(theirs, ours.write(hash -> FIRST)));
        assertArrayEquals(SECOND, ours.read(write(theirs, SECOND)).bytes());
        finish(ours, theirs, identity);
    }

    /** The same hash, the right static keys, and keys that open what the other side sealed. */
    private static void finish(NoiseXx ours, HandshakeState theirs, Identity identity) throws Exception {
        CipherStatePair pair = theirs.split();
        assertArrayEquals(theirs.getHandshakeHash(), ours.handshakeHash());
        byte[] key = new byte[32];
        theirs.getRemotePublicKey().getPublicKey(key, 0);
        assertArrayEquals(identity.staticPublicKey(), key);
        theirs.getLocalKeyPair().getPublicKey(key, 0);
        assertArrayEquals(key, ours.peerStatic());
        byte[][] keys = ours.split();
        byte[] sealed = new byte[SECOND.length + 16];
        assertEquals(sealed.length, pair.getSender().encryptWithAd(null, SECOND, 0, sealed, 0, SECOND.length));
        assertArrayEquals(SECOND, Noise.aead(false, keys[1], 0, new byte[0], sealed));
        byte[] ourSealed = Noise.aead(true, keys[0], 0, new byte[0], FIRST);
        byte[] opened = new byte[FIRST.length];
        pair.getReceiver().decryptWithAd(null, ourSealed, 0, opened, 0, ourSealed.length);
        assertArrayEquals(FIRST, opened);
    }
}
