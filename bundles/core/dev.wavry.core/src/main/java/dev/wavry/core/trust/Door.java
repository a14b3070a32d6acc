package dev.wavry.core.trust;

import dev.wavry.rift.WavryId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who may enter a host and who may stay. Safe from any thread. */
public interface Door {
    /** Whether somebody who knocks is let in, and with what. @param from null if the carrier knows no internet addresses */
    Ruling enters(WavryId peer, @Nullable InetAddress from);

    /** What somebody who is inside may do now; asked again and again. */
    Ruling stays(WavryId peer, @Nullable InetAddress from);
}
