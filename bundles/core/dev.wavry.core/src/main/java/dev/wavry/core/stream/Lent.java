package dev.wavry.core.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** What parts that are closed had lent out; a moment after the last hand-over nothing is. Safe from any thread. */
final class Lent {
    private final List<IntSupplier> outstanding = new ArrayList<>();

    /** Closes a decoder; on OPENER. */
    void close(DecoderLine line) {
        line.close();
        closed(line::leases);
    }

    /** A part was closed; {@code leases} of it are out. */
    synchronized void closed(IntSupplier leases) {
        outstanding.removeIf(one -> one.getAsInt() == 0);
        if (leases.getAsInt() != 0) {
            outstanding.add(leases);
        }
    }

    /** How much is out now. */
    synchronized long count() {
        outstanding.removeIf(one -> one.getAsInt() == 0);
        return outstanding.stream().mapToLong(IntSupplier::getAsInt).sum();
    }
}
