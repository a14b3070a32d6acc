package dev.wavry.rift.internal;

import org.jspecify.annotations.Nullable;

/**
 * Which key opens a packet: the phase bit tells odd generations from even ones, the packet number tells the one before from the one after (as QUIC
 * does, RFC 9001 6.3). The next cipher is made ahead, so that a forged packet costs no more than any other and takes no other time.
 */
final class ReceiveKeys {
    private final KeyChain chain;
    private @Nullable Aead previous;
    private Aead current;
    private Aead next;
    private int generation;
    private long lowest = Long.MAX_VALUE;
    private long forgetAt = Wire.NEVER;

    ReceiveKeys(KeyChain chain) {
        this.chain = chain;
        current = chain.take();
        next = chain.take();
    }

    int generation() {
        return generation;
    }

    /** Opens a packet with the key its phase and number ask for; steps on if it is the first of the next key. */
    boolean open(java.nio.ByteBuffer packet, int length, long number, int phase, long now, long graceNanos) {
        if (now >= forgetAt) {
            previous = null;
            forgetAt = Wire.NEVER;
        }
        if (phase == (generation & Wire.KEY_PHASE)) {
            boolean opened = current.open(packet, Wire.HEADER_BYTES, length, number);
            lowest = opened ? Math.min(lowest, number) : lowest;
            return opened;
        }
        if (number < lowest && generation > 0) {
            Aead old = previous;
            return old != null && old.open(packet, Wire.HEADER_BYTES, length, number);
        }
        if (!next.open(packet, Wire.HEADER_BYTES, length, number)) {
            return false;
        }
        previous = current;
        current = next;
        next = chain.take();
        generation++;
        lowest = number;
        forgetAt = now + graceNanos;
        return true;
    }
}
