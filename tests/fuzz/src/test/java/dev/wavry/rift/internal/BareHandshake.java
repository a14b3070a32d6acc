package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;

/** Keys without any work: whatever comes first, the peer is proven. */
final class BareHandshake implements Handshake {
    static final WavryId PEER = WavryId.ofBytes(new byte[WavryId.BYTES]);

    @Override
    public Step receive(ByteBuffer datagram, long now) {
        return Step.AGREED;
    }

    @Override
    public boolean write(ByteBuffer out, long now) {
        return false;
    }

    @Override
    public long deadline() {
        return Wire.NEVER;
    }

    @Override
    public void confirmed() {}

    @Override
    public Agreed agreed() {
        return new Agreed(new byte[2][32], Suite.CHACHA20_POLY1305, 1200, 8, PEER, new byte[32]);
    }

    @Override
    public Failure failure() {
        throw new IllegalStateException("it never fails");
    }

    @Override
    public WavryId peer() {
        return PEER;
    }
}
