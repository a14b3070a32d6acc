package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.List;

/** No cipher at all: what a fuzzer writes is what the frames' parsers see. */
final class BareAeads implements Aeads {
    @Override
    public Aead create(Suite suite, byte[] key, boolean seals) {
        return new Aead() {
            @Override
            public void seal(ByteBuffer packet, int headerBytes, int length, long packetNumber) {
                packet.putLong(headerBytes + length, 0).putLong(headerBytes + length + 8, 0);
            }

            @Override
            public boolean open(ByteBuffer packet, int headerBytes, int length, long packetNumber) {
                return true;
            }
        };
    }

    @Override
    public ByteBuffer workspace(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    @Override
    public List<Suite> preferred() {
        return List.of(Suite.CHACHA20_POLY1305);
    }
}
