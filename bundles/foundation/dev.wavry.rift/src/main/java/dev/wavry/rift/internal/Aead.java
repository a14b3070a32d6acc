package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/** Seals or opens packets of one direction in place; made for one key and used by one thread at a time. */
interface Aead {
    /**
     * Seals {@code length} bytes at {@code at}, writing the tag behind them; the header is authenticated with them. The packet number is never
     * used twice.
     */
    void seal(ByteBuffer packet, int headerBytes, int length, long packetNumber);

    /** Opens what {@link #seal} made ({@code length} without the tag); false if it is forged, and then the content is undefined. */
    boolean open(ByteBuffer packet, int headerBytes, int length, long packetNumber);
}
