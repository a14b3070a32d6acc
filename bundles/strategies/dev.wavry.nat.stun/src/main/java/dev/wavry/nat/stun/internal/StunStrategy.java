package dev.wavry.nat.stun.internal;

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

/** Asks servers for the address they see. */
@Component(service = NatStrategy.class)
@Strategy(id = StunStrategy.ID, label = "Address seen by a server")
public final class StunStrategy implements NatStrategy {
    static final String ID = "stun";

    @Override
    public NatCost cost() {
        return NatCost.REFLEXIVE;
    }

    @Override
    public Gathering gather(GatherSpec spec, GatherContext context) throws CannotOpenException {
        List<NatServer> servers = spec.servers(ID);
        if (servers.isEmpty()) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "No STUN server is known",
                    "Use a gateway that names one, or a relay, which is one too");
        }
        StunGathering gathering = new StunGathering(servers, spec.local().getPort(), context);
        gathering.doWork();
        return gathering;
    }
}
