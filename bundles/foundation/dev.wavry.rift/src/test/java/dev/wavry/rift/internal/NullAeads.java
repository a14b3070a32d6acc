package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.List;

/** No cipher at all, so that a test sees our own garbage and not the provider's. */
final class NullAeads implements Aeads {
    @Override
    public Aead create(Suite suite, byte[] key, boolean seals) {
        return new Aead() {
            @Override
            public void seal(ByteBuffer packet, int headerBytes, int length, long packetNumber) {
                packet.putLong(headerBytes + length, 0).putLong(headerBytes + length + 8, 0);
            }

            @Override
            public boolean open(ByteBuffer packet, int headerBytes, int length, long packetNumber) {
                return packet.getLong(headerBytes + length) == 0;
            }
        };
    }

    @Override
    public ByteBuffer workspace(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    public List<Suite> preferred() {
        return List.of(Suite.CHACHA20_POLY1305);
    }
}
