package dev.wavry.core.connect;

import dev.wavry.rift.RiftConnection;
import java.util.function.Consumer;

/** The half of a link that the control of its rate sees. One lock guards both. */
public abstract class PacedLink {
    final RiftConnection connection;
    /** 0 = nobody sets it. */
    private volatile int paceKbps;

    PacedLink(RiftConnection connection) {
        this.connection = connection;
    }

    /** How fast packets follow each other from now on; 0 = as it was set at the start. */
    public synchronized void paceKbps(int kbps) {
        connection.paceKbps(kbps);
        paceKbps = kbps;
    }

    /** Sets something of the connection that makes nothing leave, with its lock held. */
    public synchronized void tune(Consumer<RiftConnection> setting) {
        setting.accept(connection);
    }

    /** Bytes that are out unreported. */
    public synchronized long outBytes() {
        return connection.outBytes();
    }

    /** Round-trip time, 0 before it is known. */
    public synchronized long rttNanos() {
        return connection.rttNanos();
    }

    /** How long pictures that were accepted will wait for the pace; 0 where nobody sets it. */
    public long waitingNanos() {
        int kbps = paceKbps;
        if (kbps == 0) {
            return 0;
        }
        synchronized (this) {
            return connection.queuedVideoBytes() * 8_000_000L / kbps;
        }
    }
}
