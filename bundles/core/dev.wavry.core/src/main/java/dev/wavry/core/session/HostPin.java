package dev.wavry.core.session;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.WavryException;
import dev.wavry.core.trust.KnownHosts;
import dev.wavry.rift.WavryId;
import java.net.InetSocketAddress;

/** Remembers a host that was named by id. */
final class HostPin {
    private HostPin() {}

    static void onceRunning(KnownHosts known, InetSocketAddress address, WavryId id, ClientHandle client) {
        if (client.state() == dev.wavry.api.SessionState.RUNNING) {
            try {
                known.pin(address, id);
            } catch (WavryException e) {
                org.slf4j.LoggerFactory.getLogger(HostPin.class).warn("The host is not remembered: {}", e.getMessage());
            }
        }
    }
}
