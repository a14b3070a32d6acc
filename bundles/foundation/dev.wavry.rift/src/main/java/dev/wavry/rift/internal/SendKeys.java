package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/**
 * Which key seals a packet, and when it is time for another: after so many packets or so long, but never before the
 * last change was acknowledged and packets under the key before have come or never will.
 */
final class SendKeys {
    private final KeyChain chain;
    private final long maxPackets;
    private final long maxNanos;
    private Aead current;
    private int generation;
    private long firstNumber;
    private long since;

    SendKeys(KeyChain chain, long maxPackets, long maxNanos, long now) {
        this.chain = chain;
        this.maxPackets = maxPackets;
        this.maxNanos = maxNanos;
        since = now;
        current = chain.take();
    }

    int generation() {
        return generation;
    }

    /** True if the key is worn; {@code reported} is the newest own packet the peer told of. */
    boolean worn(long nextNumber, long reported, long now, long graceNanos) {
        boolean old = nextNumber - firstNumber >= maxPackets || now - since >= maxNanos;
        return old && (generation == 0 || now - since >= graceNanos) && reported >= firstNumber;
    }

    /** From packet {@code nextNumber} on the next key seals. */
    void step(long nextNumber, long now) {
        current = chain.take();
        generation++;
        firstNumber = nextNumber;
        since = now;
    }

    void seal(ByteBuffer packet, int length, long number) {
        current.seal(packet, Wire.HEADER_BYTES, length, number);
    }
}
