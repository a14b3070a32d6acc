package dev.wavry.fec.reedsolomon.internal;

import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.spi.lifecycle.Strategy;
import org.osgi.service.component.annotations.Component;

/** Offers parity, P+Q and Reed-Solomon under one name. */
@Component(service = FecFactory.class, property = "service.ranking:Integer=100")
@Strategy(id = "reedsolomon", label = "Reed-Solomon")
public final class ReedSolomonFactory implements FecFactory {
    static final String SCHEME = "rs";

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public int largestGroup() {
        return ReedSolomon.MOST_SOURCES;
    }

    @Override
    public FecScheme open() {
        return new ReedSolomon();
    }
}
