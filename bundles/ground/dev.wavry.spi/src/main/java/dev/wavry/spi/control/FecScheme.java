package dev.wavry.spi.control;

import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.RunsOn;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Forward error correction over groups of equally long packets. Stateless between calls. */
@ConsumerType
public interface FecScheme {
    /** Writes {@code repair.length} repair packets for the source packets; all buffers have the same number of bytes remaining. */
    @RunsOn({AgentRole.SEND, AgentRole.CAPTURE})
    void protect(ByteBuffer[] source, int sourceCount, ByteBuffer[] repair, int repairCount);

    /**
     * Restores missing source packets in place.
     *
     * @param present bit i is set if packet i (sources first, then repairs) is here
     * @return true if every source packet is there now
     */
    @RunsOn(AgentRole.RECEIVE)
    boolean recover(ByteBuffer[] packets, int sourceCount, int repairCount, long present);
}
