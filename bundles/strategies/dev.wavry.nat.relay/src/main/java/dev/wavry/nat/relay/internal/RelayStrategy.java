package dev.wavry.nat.relay.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.nat.GatherContext;
import dev.wavry.spi.nat.GatherSpec;
import dev.wavry.spi.nat.Gathering;
import dev.wavry.spi.nat.NatCost;
import dev.wavry.spi.nat.NatServer;
import dev.wavry.spi.nat.NatStrategy;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Uses the relays that leases were given for. */
@Component(service = NatStrategy.class)
@Strategy(id = RelayStrategy.ID, label = "Wavry relay")
public final class RelayStrategy implements NatStrategy {
    static final String ID = "relay";

    @Override
    public NatCost cost() {
        return NatCost.RELAYED;
    }

    @Override
    public Gathering gather(GatherSpec spec, GatherContext context) throws CannotOpenException {
        List<NatServer> servers = spec.servers(ID);
        if (servers.isEmpty()) {
            throw new CannotOpenException(
                    Reason.NOT_HERE, "No relay is known", "Use a gateway that was started with --relay");
        }
        RelayGathering gathering = new RelayGathering(servers, context);
        gathering.doWork();
        return gathering;
    }
}
