package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Suite;
import dev.wavry.rift.WavryId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One side's part in agreeing on keys. */
interface Handshake {
    /** What a datagram led to. */
    enum Step {
        /** Not for us, forged or damaged; everything is as before. */
        DROPPED,
        /** Understood; nothing to do. */
        NOTED,
        /** Keys are agreed, see {@link #agreed()}. */
        AGREED,
        /** Over, see {@link #failure()}. */
        FAILED
    }

    /** What came out. */
    record Agreed(byte[][] keys, Suite suite, int maxDatagram, long remoteId, WavryId peer, byte[] hash) {
        /** Nothing of the keys. */
        @Override
        public String toString() {
            return "agreed on " + suite + " with " + peer;
        }
    }

    /** Why it failed. */
    record Failure(
            CloseReason reason, String text, @Nullable WavryId peer) {}

    Step receive(ByteBuffer datagram, long now);

    /** Writes the next datagram of the handshake; false if none is due. */
    boolean write(ByteBuffer out, long now);

    /** When {@link #write} has something. */
    long deadline();

    /** The peer answered under the new keys: nothing has to be repeated any more. */
    void confirmed();

    Agreed agreed();

    Failure failure();

    /** Who the peer has proven to be so far. */
    @Nullable
    WavryId peer();
}
