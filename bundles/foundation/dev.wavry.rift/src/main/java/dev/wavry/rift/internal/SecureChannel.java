package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Seals and opens data packets under the keys of one handshake. */
final class SecureChannel {
    private final Suite suite;
    private final Aead sealer;
    private final Aead opener;
    private final ByteBuffer sending;
    private final ByteBuffer received;
    private final ReplayWindow window = new ReplayWindow();
    private final Counters counters;
    private final long localId;
    private final long remoteId;
    private long nextNumber;
    private long openedNumber;

    SecureChannel(
            Aeads aeads, Suite suite, byte[][] keys, long localId, long remoteId, int maxBytes, Counters counters) {
        this.suite = suite;
        this.localId = localId;
        this.remoteId = remoteId;
        this.counters = counters;
        sealer = aeads.create(suite, packetKey(keys[0], suite), true);
        opener = aeads.create(suite, packetKey(keys[1], suite), false);
        sending = aeads.workspace(maxBytes);
        received = aeads.workspace(maxBytes);
    }

    /** A key for this suite only, so that no key serves two ciphers; a key update would go on from here with another label. */
    static byte[] packetKey(byte[] splitKey, Suite suite) {
        byte[] label = ("RIFT packet key " + suite.code()).getBytes(StandardCharsets.US_ASCII);
        return Noise.hkdf(splitKey, label)[0];
    }

    Suite suite() {
        return suite;
    }

    long nextNumber() {
        return nextNumber;
    }

    long openedNumber() {
        return openedNumber;
    }

    /** The buffer for the frames of the next packet, up to its limit. */
    ByteBuffer begin(int maxDatagramBytes) {
        sending.limit(maxDatagramBytes - Wire.TAG_BYTES).position(Wire.HEADER_BYTES);
        return sending;
    }

    /** Seals what was written since {@link #begin} and puts the datagram into {@code out}; its length. */
    int seal(ByteBuffer out) {
        if (nextNumber > Wire.MAX_PACKET_NUMBER) {
            throw new IllegalStateException("A packet number would repeat; connect again.");
        }
        long number = nextNumber++;
        int length = sending.position() - Wire.HEADER_BYTES;
        sending.limit(sending.capacity());
        sending.put(0, (byte) Wire.DATA).putLong(Wire.DATA_CONNECTION_ID, remoteId);
        sending.position(Wire.DATA_CONNECTION_ID + 8);
        Frames.putU48(sending, number);
        sealer.seal(sending, Wire.HEADER_BYTES, length, number);
        int total = Wire.OVERHEAD_BYTES + length;
        sending.limit(total).position(0);
        out.put(sending);
        counters.add(RiftCounter.PACKETS_SENT);
        counters.add(RiftCounter.BYTES_SENT, total);
        return total;
    }

    /** The frames of a datagram, or null if it was dropped. */
    @Nullable
    ByteBuffer open(ByteBuffer datagram) {
        int total = datagram.remaining();
        if (total < Wire.OVERHEAD_BYTES || total > received.capacity()) {
            counters.add(RiftCounter.MALFORMED);
            return null;
        }
        received.clear();
        received.put(0, datagram, datagram.position(), total);
        boolean known = received.get(0) == (byte) Wire.DATA && received.getLong(Wire.DATA_CONNECTION_ID) == localId;
        if (!known) {
            counters.add(RiftCounter.MALFORMED);
            return null;
        }
        long number = Frames.u48(received, Wire.DATA_CONNECTION_ID + 8);
        if (!window.isNew(number)) {
            counters.add(RiftCounter.REPLAYED);
            return null;
        }
        int length = total - Wire.OVERHEAD_BYTES;
        if (!opener.open(received, Wire.HEADER_BYTES, length, number)) {
            counters.add(RiftCounter.FORGED);
            return null;
        }
        window.mark(number);
        openedNumber = number;
        counters.add(RiftCounter.PACKETS_RECEIVED);
        counters.add(RiftCounter.BYTES_RECEIVED, total);
        return received.limit(Wire.HEADER_BYTES + length).position(Wire.HEADER_BYTES);
    }
}
