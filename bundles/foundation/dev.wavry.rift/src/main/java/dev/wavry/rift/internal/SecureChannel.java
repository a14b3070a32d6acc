package dev.wavry.rift.internal;

import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Seals and opens data packets under the keys of one handshake and those made from them later. */
final class SecureChannel {
    /** The old key stays good for this many time-outs: what is later than that counts as lost anyway. */
    private static final int GRACE_TIMEOUTS = 3;

    /** Forgeries a key is safe against (RFC 9001, 6.6, for ChaCha20-Poly1305, the weaker one); then nothing more is opened. */
    private static final long MAX_FORGERIES = 1L << 36;

    private final Suite suite;
    private final SendKeys sendKeys;
    private final ReceiveKeys receiveKeys;
    private final ByteBuffer sending;
    private final ByteBuffer received;
    private final ReplayWindow window = new ReplayWindow();
    private final Counters counters;
    private final Rtt rtt;
    private final long localId;
    private final long remoteId;
    private long nextNumber;
    private long openedNumber;
    private boolean openedNewest;

    /** Takes what it needs of the keys and wipes them. */
    SecureChannel(
            Aeads aeads,
            Handshake.Agreed agreed,
            long localId,
            RiftSettings settings,
            Rtt rtt,
            Counters counters,
            long now) {
        this.suite = agreed.suite();
        this.localId = localId;
        this.remoteId = agreed.remoteId();
        this.counters = counters;
        this.rtt = rtt;
        byte[][] keys = agreed.keys();
        KeyChain sends = new KeyChain(aeads, suite, keys[0], true);
        sendKeys = new SendKeys(sends, settings.keyPackets(), settings.keyNanos(), now);
        receiveKeys = new ReceiveKeys(new KeyChain(aeads, suite, keys[1], false));
        Arrays.fill(keys[0], (byte) 0);
        Arrays.fill(keys[1], (byte) 0);
        sending = aeads.workspace(agreed.maxDatagram());
        received = aeads.workspace(agreed.maxDatagram());
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

    /** Whether the packet opened last has the largest number of all. */
    boolean openedNewest() {
        return openedNewest;
    }

    /** The buffer for the frames of the next packet, up to its limit. */
    ByteBuffer begin(int maxDatagramBytes) {
        sending.limit(maxDatagramBytes - Wire.TAG_BYTES).position(Wire.HEADER_BYTES);
        return sending;
    }

    private long graceNanos() {
        return GRACE_TIMEOUTS * rtt.timeout();
    }

    /** Changes the key where that is due: because it is worn, or because the peer changed its own. */
    void renewKey(long reported, long now) {
        boolean level = sendKeys.generation() == receiveKeys.generation();
        boolean behind = sendKeys.generation() < receiveKeys.generation();
        if (behind || level && sendKeys.worn(nextNumber, reported, now, graceNanos())) {
            sendKeys.step(nextNumber, now);
            counters.add(RiftCounter.KEY_UPDATES);
        }
    }

    /** Seals what was written since {@link #begin} and puts the datagram into {@code out}; its length. */
    int seal(ByteBuffer out) {
        if (nextNumber > Wire.MAX_PACKET_NUMBER) {
            throw new IllegalStateException("A packet number would repeat; connect again.");
        }
        long number = nextNumber++;
        int length = sending.position() - Wire.HEADER_BYTES;
        sending.limit(sending.capacity());
        sending.put(0, (byte) (Wire.DATA | sendKeys.generation() & Wire.KEY_PHASE));
        sending.putLong(Wire.DATA_CONNECTION_ID, remoteId);
        sending.position(Wire.DATA_CONNECTION_ID + 8);
        Frames.putU48(sending, number);
        sendKeys.seal(sending, length, number);
        int total = Wire.OVERHEAD_BYTES + length;
        sending.limit(total).position(0);
        out.put(sending);
        counters.add(RiftCounter.PACKETS_SENT);
        counters.add(RiftCounter.BYTES_SENT, total);
        return total;
    }

    /** The frames of a datagram, or null if it was dropped. */
    @Nullable
    ByteBuffer open(ByteBuffer datagram, long now) {
        int total = datagram.remaining();
        if (total < Wire.OVERHEAD_BYTES || total > received.capacity()) {
            counters.add(RiftCounter.MALFORMED);
            return null;
        }
        received.clear();
        received.put(0, datagram, datagram.position(), total);
        int phase = received.get(0) & 0xff ^ Wire.DATA;
        if (phase > Wire.KEY_PHASE || received.getLong(Wire.DATA_CONNECTION_ID) != localId) {
            counters.add(RiftCounter.MALFORMED);
            return null;
        }
        long number = Frames.u48(received, Wire.DATA_CONNECTION_ID + 8);
        if (!window.isNew(number)) {
            counters.add(RiftCounter.REPLAYED);
            return null;
        }
        int length = total - Wire.OVERHEAD_BYTES;
        boolean safe = counters.get(RiftCounter.FORGED) < MAX_FORGERIES;
        if (!safe || !receiveKeys.open(received, length, number, phase, now, graceNanos())) {
            counters.add(RiftCounter.FORGED);
            return null;
        }
        openedNewest = number > window.highest();
        window.mark(number);
        openedNumber = number;
        counters.add(RiftCounter.PACKETS_RECEIVED);
        counters.add(RiftCounter.BYTES_RECEIVED, total);
        return received.limit(Wire.HEADER_BYTES + length).position(Wire.HEADER_BYTES);
    }
}
